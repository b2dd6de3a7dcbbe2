package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.text.Messages;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingQuery;
import dev.sightline.store.sighting.SightingView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sightings: somebody's stays in front of cameras, why they are whose they are, and their pictures. */
public final class Sightings {
    private final Repositories data;
    private final AuditTrail audit;

    public Sightings(Repositories data, AuditTrail audit) {
        this.data = data;
        this.audit = audit;
    }

    /**
     * A stay.
     *
     * @param movedFrom the identity it was at before
     * @param pictures addresses below {@code /api/v1}, best first
     */
    public record SightingItem(
            String sighting,
            String identity,
            String site,
            String camera,
            Instant start,
            Instant end,
            boolean closed,
            @Nullable String movedFrom,
            EvidenceItem evidence,
            List<String> pictures) {}

    List<Route> routes() {
        return List.of(
                Route.list("/sightings", "listSightings", Right.SEE_PEOPLE, SightingItem.class, this::list),
                Route.one(
                        "/sightings/{camera}/{session}/{tracklet}",
                        "getSighting",
                        Right.SEE_PEOPLE,
                        SightingItem.class,
                        this::one),
                Route.picture(
                        "/sightings/{camera}/{session}/{tracklet}/pictures/{number}",
                        "getSightingPicture",
                        Right.SEE_PEOPLE,
                        this::picture));
    }

    private Answer list(Request request) {
        Caller caller = request.caller();
        Instant until = request.time("until").orElse(request.cursor().time());
        Cursor from = request.query("cursor").isPresent() ? request.cursor() : new Cursor(until, "");
        Page<SightingView> page = Scan.fill(
                from,
                request.limit(),
                place -> data.sightings()
                        .newest(new SightingQuery(
                                request.query("site"),
                                request.query("camera"),
                                request.time("since").orElse(Instant.EPOCH),
                                place,
                                request.limit())),
                sighting -> isIn(caller, sighting),
                sighting -> new Cursor(sighting.startTime(), sighting.sightingId()));
        audit.saw(
                caller,
                "sightings.list",
                String.valueOf(request.web().queryString()),
                request.query("site").orElse(""));
        return Answer.of(new Answer.Listed<>(
                page.items().stream().map(s -> item(s, Messages.ENGLISH)).toList(),
                page.next().map(Cursor::token).orElse(null)));
    }

    private Answer one(Request request) {
        SightingView sighting = find(request);
        audit.saw(request.caller(), "sighting.view", sighting.sightingId(), sighting.siteId());
        return Answer.of(item(sighting, Messages.ENGLISH));
    }

    private Answer picture(Request request) {
        SightingView sighting = find(request);
        List<ExemplarView> crops = sighting.exemplars().stream()
                .filter(exemplar -> exemplar.crop().isPresent())
                .toList();
        String number = request.path("number");
        int place = number.matches("\\d{1,3}") ? Integer.parseInt(number) : crops.size();
        if (place >= crops.size()) {
            throw ApiProblem.missing("picture", number);
        }
        audit.saw(request.caller(), "identity.view", sighting.identityId(), sighting.siteId());
        ExemplarView shown = crops.get(place);
        return data.picture(shown.crop().orElseThrow(), shown.modality(), request.caller());
    }

    private SightingView find(Request request) {
        return find(request.caller(), request.sighting());
    }

    /** A stay that a caller may see. */
    SightingView find(Caller caller, String id) {
        return data.sightings()
                .find(id)
                .filter(found -> isIn(caller, found))
                .orElseThrow(() -> ApiProblem.missing("sighting", id));
    }

    /** Those of some stays that a caller may see. */
    static List<SightingItem> items(Caller caller, List<SightingView> stays, Messages texts) {
        return stays.stream()
                .filter(sighting -> isIn(caller, sighting))
                .map(sighting -> item(sighting, texts))
                .toList();
    }

    SightingItem item(SightingView sighting) {
        return item(sighting, Messages.ENGLISH);
    }

    private static SightingItem item(SightingView sighting, Messages texts) {
        return new SightingItem(
                sighting.sightingId(),
                sighting.identityId(),
                sighting.siteId(),
                sighting.cameraId(),
                sighting.startTime(),
                sighting.endTime(),
                sighting.closed(),
                sighting.previousIdentityId().orElse(null),
                EvidenceItem.of(sighting.evidence(), sighting.identityId(), texts),
                pictures(sighting));
    }

    /** Addresses of its crops below {@code /api/v1}. */
    static List<String> pictures(SightingView sighting) {
        return IntStream.range(0, crops(sighting).size())
                .mapToObj(i -> "/sightings/" + sighting.sightingId() + "/pictures/" + i)
                .toList();
    }

    /** Its crops, in the order of {@link #pictures}. */
    static List<CropReference> crops(SightingView sighting) {
        return sighting.exemplars().stream()
                .map(ExemplarView::crop)
                .flatMap(Optional::stream)
                .toList();
    }

    static boolean isIn(Caller caller, SightingView sighting) {
        return caller.scope().allowsCamera(sighting.siteId(), sighting.cameraId());
    }
}
