package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.console.live.FrameRing;
import dev.sightline.console.live.LiveEvent;
import dev.sightline.console.live.LiveHub;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.MaskPolygon;
import dev.sightline.platform.address.Addresses;
import dev.sightline.store.time.EventTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cameras: which there are, how they are, and what they show now. */
public final class Cameras {
    private final CameraBoard board;
    private final LiveHub live;
    private final AlertSnoozes snoozes;
    private final AuditTrail audit;

    public Cameras(CameraBoard board, LiveHub live, AlertSnoozes snoozes, AuditTrail audit) {
        this.board = board;
        this.live = live;
        this.snoozes = snoozes;
        this.audit = audit;
    }

    /**
     * A camera.
     *
     * @param source without passwords; only for who looks after the system
     * @param fps frames per second that are taken; 0: all
     * @param restricted unknown people raise alerts here
     * @param motionGate frames in which nothing moves are left out
     * @param mask areas that nobody gets to see
     * @param state as ingest says it, in lower case; {@code unknown} while it has said nothing
     * @param since since when
     * @param clockOffset live cameras: seconds that its clock is ahead of arrival, below 0 behind; 0 for others
     */
    public record CameraItem(
            String camera,
            String site,
            @Nullable String source,
            double fps,
            boolean restricted,
            boolean motionGate,
            boolean paused,
            List<CameraDesk.MaskArea> mask,
            String state,
            @Nullable Instant since,
            @Nullable Instant updated,
            long framesSent,
            long framesSkipped,
            double clockOffset,
            List<CameraProblem> problems) {}

    /** Something a camera was asked for and does not do. */
    public record CameraProblem(String kind, String what, long count, String advice) {}

    List<Route> routes() {
        return List.of(
                Route.list("/cameras", "listCameras", Right.WATCH, CameraItem.class, r -> Answer.all(list(r.caller()))),
                Route.one("/cameras/{camera}", "getCamera", Right.WATCH, CameraItem.class, this::one),
                Route.picture("/cameras/{camera}/frames/{session}/{sequence}", "getFrame", Right.WATCH, this::frame),
                Route.stream("/tracks/live", "followTracks", Right.WATCH, r -> follow(r, LiveEvent.Tracks.class)),
                Route.stream("/live", "followEverything", Right.WATCH, r -> follow(r, LiveEvent.class)));
    }

    /** Those that a caller may see, by id. */
    public List<CameraItem> list(Caller caller) {
        return board.all().stream()
                .filter(entry -> isIn(caller, entry))
                .map(entry -> item(entry, caller))
                .toList();
    }

    private Answer one(Request request) {
        return Answer.of(find(request.caller(), request.path("camera")));
    }

    /** One that a caller may see. */
    public CameraItem find(Caller caller, String id) {
        return board.find(id)
                .filter(entry -> isIn(caller, entry))
                .map(entry -> item(entry, caller))
                .orElseThrow(() -> ApiProblem.missing("camera", id));
    }

    private Answer frame(Request request) {
        String camera = request.path("camera");
        long session = number(request, "session");
        long sequence = number(request, "sequence");
        Optional<FrameRing.HeldFrame> held = request.caller().may(Right.SEE_FACES)
                ? live.view().picture(camera, session, sequence)
                : live.view().covered(camera, session, sequence);
        Optional<byte[]> jpeg = held.filter(frame -> request.caller().scope().allowsCamera(frame.site(), camera))
                .map(frame -> frame.jpeg().toByteArray());
        return new Answer.Picture(jpeg.orElseThrow(() -> ApiProblem.missing("picture held of camera", camera)));
    }

    private static long number(Request request, String name) {
        String value = request.path(name);
        if (!value.matches("\\d{1,18}")) {
            throw ApiProblem.bad(name + " '" + value + "' must be a whole number");
        }
        return Long.parseLong(value);
    }

    private Answer follow(Request request, Class<? extends LiveEvent> kind) {
        Caller caller = request.caller();
        audit.saw(caller, "live.watch", String.join(",", caller.scope().cameras()), "");
        return new Answer.Follow(
                event -> kind.isInstance(event) && event.isIn(caller.scope()) && !snoozes.silence(event));
    }

    static boolean isIn(Caller caller, CameraBoard.Entry entry) {
        return caller.scope()
                .allowsCamera(entry.camera().getSiteId(), entry.camera().getCameraId());
    }

    private static CameraDesk.MaskArea area(MaskPolygon polygon) {
        return new CameraDesk.MaskArea(polygon.getPointsList().stream()
                .map(point -> new CameraDesk.MaskCorner(rounded(point.getX()), rounded(point.getY())))
                .toList());
    }

    private static double rounded(float share) {
        return Math.round(share * 1e5) / 1e5;
    }

    static CameraItem item(CameraBoard.Entry entry, Caller caller) {
        CameraStatus status = entry.status();
        String state = status.getState() == CameraStatus.State.STATE_UNSPECIFIED
                ? "unknown"
                : status.getState().name().substring("STATE_".length()).toLowerCase(Locale.ROOT);
        return new CameraItem(
                entry.camera().getCameraId(),
                entry.camera().getSiteId(),
                caller.may(Right.SEE_SYSTEM) ? Addresses.one(entry.camera().getSource()) : null,
                entry.camera().getSampleFps(),
                entry.camera().getRestricted(),
                entry.camera().getMotionGate(),
                entry.camera().getPaused(),
                entry.camera().getMaskList().stream().map(Cameras::area).toList(),
                state,
                EventTime.orNull(status.getSinceUs()),
                EventTime.orNull(status.getUpdatedUs()),
                status.getFramesSent(),
                status.getFramesSkipped(),
                Math.round(status.getClockOffsetUs() / 1e4) / 1e2,
                status.getProblemsList().stream()
                        .map(p -> new CameraProblem(p.getKind(), p.getWhat(), p.getCount(), p.getAdvice()))
                        .toList());
    }
}
