package dev.sightline.console.page;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.api.Cameras;
import dev.sightline.console.api.Json;
import dev.sightline.console.text.Messages;
import dev.sightline.console.text.Spans;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.store.account.Role;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every page needs.
 *
 * @param texts in the reader's language
 * @param caller who reads; absent before logging in
 * @param active key of the page, for the navigation
 * @param place where it is shown
 */
public record View(Messages texts, @Nullable Caller caller, String active, Surroundings place) {
    /** Farther off than pictures need on their way. */
    private static final double WRONG_CLOCK_SECONDS = 2;

    /** A text. */
    public String t(String key, Object... values) {
        return texts.get(key, values);
    }

    /** What everybody who is logged in has to know; empty: nothing. */
    public String alarm() {
        return caller == null ? "" : place.disk().look().map(this::alarm).orElse("");
    }

    private String alarm(DiskRoom.Seen disk) {
        if (disk.full()) {
            return t(
                    "layout.full",
                    mebibytes(disk.free()),
                    mebibytes(disk.bounds().reserve()));
        }
        return disk.tight()
                ? t(
                        "layout.tight",
                        mebibytes(disk.free()),
                        mebibytes(disk.bounds().thin()))
                : "";
    }

    private ZoneId zone() {
        return place.zone();
    }

    /** Language tag. */
    public String language() {
        return texts.locale().getLanguage();
    }

    public boolean may(String right) {
        return caller != null && caller.may(Right.valueOf(right));
    }

    /** Whether the reader's role may what another may. */
    public boolean covers(Role role) {
        return caller != null && caller.role().covers(role);
    }

    public String role(Role role) {
        return t("role." + role.name().toLowerCase(Locale.ROOT));
    }

    /**
     * What a page's script says, as JSON; {@code {0}} stands for a value.
     *
     * @param page whose texts, by their keys after {@code script.<page>.}
     * @param shared groups of texts that other pages say, too, by their whole keys
     */
    public String scriptTexts(String page, String... shared) {
        String own = "script." + page + ".";
        Map<String, String> found = new TreeMap<>();
        for (String key : texts.bundle().keySet()) {
            if (key.startsWith(own)) {
                found.put(key.substring(own.length()), texts.bundle().getString(key));
            } else if (Arrays.stream(shared).anyMatch(group -> key.startsWith(group + "."))) {
                found.put(key, texts.bundle().getString(key));
            }
        }
        return new String(Json.bytes(found), StandardCharsets.UTF_8);
    }

    /** How a camera is, in a word: its state, but paused and never opened ones are told apart. */
    public String cameraState(Cameras.CameraItem camera) {
        boolean never = camera.state().equals("unreachable") && camera.framesSent() == 0;
        return camera.paused() ? "paused" : never ? "never" : camera.state();
    }

    /** Whether a live camera's clock is so far off that the times of what it sees are wrong. */
    public boolean clockIsWrong(Cameras.CameraItem camera) {
        return Math.abs(camera.clockOffset()) >= WRONG_CLOCK_SECONDS;
    }

    /** The site that a new camera is likely of. */
    public String site(List<Cameras.CameraItem> cameras) {
        return cameras.isEmpty() ? "site" : cameras.get(0).site();
    }

    /** What an alert is about. */
    public String alertKind(String kind) {
        String key = "alert." + kind;
        return texts.bundle().containsKey(key) ? t(key) : t("alert.other") + " " + kind;
    }

    public String user() {
        return caller == null ? "" : caller.name();
    }

    /** What the page's scripts send along with writes. */
    public String csrf() {
        return caller == null ? "" : caller.csrf().orElse("");
    }

    /** Date and time with the zone. */
    public String time(Instant time) {
        return zoned(time, FormatStyle.MEDIUM);
    }

    /** {@link #time} in fewer characters, for lists. */
    public String shortTime(Instant time) {
        return zoned(time, FormatStyle.SHORT);
    }

    private String zoned(Instant time, FormatStyle length) {
        return DateTimeFormatter.ofLocalizedDateTime(length, length)
                        .withLocale(texts.locale())
                        .format(time.atZone(zone()))
                + " " + DateTimeFormatter.ofPattern("zzz", texts.locale()).format(time.atZone(zone()));
    }

    /** Only the time of day. */
    public String clock(Instant time) {
        return DateTimeFormatter.ofPattern("HH:mm:ss").format(time.atZone(zone()));
    }

    public String date(Instant time) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(texts.locale())
                .format(time.atZone(zone()));
    }

    /** A length of time in words. */
    public String length(long seconds) {
        return Spans.of(Duration.ofSeconds(seconds), texts);
    }

    /** A size in MiB, as the language writes numbers. */
    public String mebibytes(long bytes) {
        return NumberFormat.getIntegerInstance(texts.locale()).format((bytes + (1 << 20) - 1) >> 20);
    }

    /** Seconds, as a person set them. */
    public String seconds(double seconds) {
        return t("rules.seconds", NumberFormat.getNumberInstance(texts.locale()).format(seconds));
    }

    /** How long from one time to another. */
    public String span(Instant from, Instant to) {
        return Spans.of(Duration.between(from, to), texts);
    }
}
