package dev.sightline.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares what a video file says about itself with what came out of it. Plain arithmetic, no FFmpeg; belongs to the
 * reading thread.
 */
final class FootageCheck {
    private static final double MICROS = 1e6;
    private static final double PLAUSIBLE_FPS = 240;
    private static final int ENOUGH_PICTURES = 10;
    /** Containers whose frame count is exact. */
    private static final String EXACT = "mov,mp4";

    private final Declared declared;
    private long packets;
    private long pictures;
    private long firstUs = Long.MAX_VALUE;
    private long lastUs = Long.MIN_VALUE;
    private long endUs = Long.MIN_VALUE;
    private long damaged;
    private long firstDamage;
    private String damage = "";
    private String brokeOff = "";
    private int width;
    private int height;
    private long sizeChanges;
    private String sizeChange = "";

    /**
     * What a file says about itself; 0 where it does not.
     *
     * @param container FFmpeg's name of the format
     */
    record Declared(String container, long frames, double seconds, double fps) {}

    FootageCheck(Declared declared) {
        this.declared = declared;
    }

    /** A coded picture was read. */
    void packet() {
        packets++;
    }

    /** A coded picture was read that is shown at this time of the stream for so long. */
    void packet(long us, long durationUs) {
        packets++;
        firstUs = Math.min(firstUs, us);
        lastUs = Math.max(lastUs, us);
        endUs = Math.max(endUs, us + Math.max(0, durationUs));
    }

    /** A picture came out. */
    void picture(int pictureWidth, int pictureHeight) {
        pictures++;
        if (width != 0 && (width != pictureWidth || height != pictureHeight)) {
            sizeChanges++;
            sizeChange = width + "x" + height + " to " + pictureWidth + "x" + pictureHeight + " at frame " + pictures;
        }
        width = pictureWidth;
        height = pictureHeight;
    }

    /** A picture did not come out, or came out damaged. */
    void damaged(String reason) {
        if (damaged++ == 0) {
            firstDamage = pictures;
            damage = reason;
        }
    }

    /** Reading stopped before the end of the file. */
    void brokeOff(String reason) {
        brokeOff = reason;
    }

    /** What is wrong with the frames that came so far. */
    List<Finding> soFar() {
        List<Finding> found = new ArrayList<>();
        if (damaged > 0) {
            found.add(new Finding(
                    Finding.DECODE_ERRORS,
                    text(
                            "%d of about %d frames are lost or damaged, the first after frame %d: %s",
                            damaged, Math.max(packets, pictures), firstDamage, damage),
                    damaged,
                    "people in these frames may be missed: copy or record the footage again"));
        }
        if (sizeChanges > 0) {
            found.add(
                    new Finding(
                            Finding.SIZE_CHANGED,
                            text("the picture size changes %d times, last from %s", sizeChanges, sizeChange),
                            sizeChanges,
                            "positions before and after do not compare: cut the footage there and give each part its own camera"));
        }
        return found;
    }

    /** What is wrong with the whole file, once it is read to its end. */
    List<Finding> atEnd() {
        List<Finding> found = new ArrayList<>(soFar());
        length(found);
        rate(found);
        return found;
    }

    private void length(List<Finding> found) {
        String advice = "the rest was never written or is lost: copy the file again, or record it again";
        double seconds = seconds();
        long slack = EXACT.contains(declared.container().split(",", 2)[0]) ? 0 : Math.max(2, declared.frames() / 100);
        boolean framesMissing = declared.frames() > 0 && packets < declared.frames() - slack;
        boolean timeMissing = shorter(seconds, declared.seconds(), 0.02);
        if (framesMissing) {
            found.add(Finding.once(
                    Finding.ENDS_EARLY,
                    text(
                                    "holds only %d of %d frames, %.1f of %.1f s",
                                    packets, declared.frames(), seconds, declared.seconds())
                            + because(),
                    advice));
        } else if (timeMissing && declared.frames() == 0) {
            found.add(Finding.once(
                    Finding.ENDS_EARLY,
                    text("holds only %.1f of %.1f s", seconds, declared.seconds()) + because(),
                    advice));
        } else if (!brokeOff.isEmpty()) {
            found.add(
                    Finding.once(Finding.ENDS_EARLY, text("breaks off after %d frames", packets) + because(), advice));
        } else if (lies(seconds)) {
            found.add(Finding.once(
                    Finding.WRONG_LENGTH,
                    text(
                            "says it is %.1f s (%d frames) long and holds %.1f s (%d frames)",
                            declared.seconds(), declared.frames(), seconds, packets),
                    "everything it holds was read; write its header again if the length matters"));
        }
    }

    private boolean lies(double seconds) {
        boolean more = declared.frames() > 0 && packets > declared.frames() + Math.max(2, declared.frames() / 100);
        return more
                || seconds > 0
                        && declared.seconds() > 0
                        && (shorter(seconds, declared.seconds(), 0.1) || shorter(declared.seconds(), seconds, 0.1));
    }

    private static boolean shorter(double is, double should, double tolerance) {
        return is > 0 && should > 0 && is < should - Math.max(0.5, tolerance * should);
    }

    private void rate(List<Finding> found) {
        if (packets < ENOUGH_PICTURES || lastUs < firstUs) {
            return;
        }
        double measured = (packets - 1) * MICROS / Math.max(1, lastUs - firstUs);
        String advice = "the times of the frames were followed: convert the footage with its true rate";
        if (measured > PLAUSIBLE_FPS) {
            found.add(Finding.once(
                    Finding.WRONG_RATE,
                    text("its times make %.0f frames a second, which no camera takes", measured),
                    advice));
        } else if (declared.fps() > 0 && (measured > 1.5 * declared.fps() || measured < declared.fps() / 1.5)) {
            found.add(Finding.once(
                    Finding.WRONG_RATE,
                    text("says %.2f frames a second, and its times make %.2f", declared.fps(), measured),
                    advice));
        }
    }

    private double seconds() {
        return endUs < firstUs ? 0 : (endUs - firstUs) / MICROS;
    }

    private String because() {
        return brokeOff.isEmpty() ? "" : ": " + brokeOff;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
