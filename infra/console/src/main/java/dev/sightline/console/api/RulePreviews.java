package dev.sightline.console.api;

import dev.sightline.console.access.Caller;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingQuery;
import dev.sightline.store.sighting.SightingView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rule would have raised in the last hour in which anybody was seen. */
final class RulePreviews {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final int PAGE = 200;
    private static final int PAGES = 10;

    private final Repositories data;
    private final CameraBoard cameras;

    RulePreviews(Repositories data, CameraBoard cameras) {
        this.data = data;
        this.cameras = cameras;
    }

    /**
     * What a rule would have raised.
     *
     * @param since from when stays were looked at: an hour before the newest one
     * @param until to when; absent with since when nobody was ever seen
     * @param looked how many stays
     * @param whole whether those were all
     */
    public record PreviewReply(
            @Nullable Instant since, @Nullable Instant until, int looked, boolean whole, List<PreviewItem> alerts) {}

    /** An alert that a rule would have raised. */
    public record PreviewItem(Instant time, String camera, String identity, String sighting) {}

    PreviewReply lately(AlertRule rule, Caller caller) {
        Page<SightingView> newest = data.sightings()
                .newest(new SightingQuery(Optional.empty(), Optional.empty(), Instant.EPOCH, Cursor.start(), 1));
        if (newest.items().isEmpty()) {
            return new PreviewReply(null, null, 0, true, List.of());
        }
        Instant until = newest.items().get(0).endTime();
        Instant since = until.minus(LATELY);
        List<SightingView> stays = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.start());
        for (int page = 0; page < PAGES && next.isPresent(); page++) {
            Page<SightingView> found = data.sightings()
                    .newest(new SightingQuery(Optional.empty(), Optional.empty(), since, next.get(), PAGE));
            stays.addAll(found.items());
            next = found.next();
        }
        stays.removeIf(stay -> !caller.scope().allowsCamera(stay.siteId(), stay.cameraId()));
        Set<String> restricted = cameras.all().stream()
                .map(CameraBoard.Entry::camera)
                .filter(Camera::getRestricted)
                .map(Camera::getCameraId)
                .collect(Collectors.toSet());
        List<PreviewItem> alerts = new RulePreview(
                        rule, restricted, data.groups().onWatchlist())
                .over(stays).stream()
                        .map(raised -> new PreviewItem(
                                raised.time(),
                                raised.stay().cameraId(),
                                raised.stay().identityId(),
                                raised.stay().sightingId()))
                        .toList();
        return new PreviewReply(since, until, stays.size(), next.isEmpty(), alerts);
    }
}
