package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.console.live.LiveHub;
import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.camera.SourceKind;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.MaskPoint;
import dev.sightline.contracts.v1.MaskPolygon;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.platform.address.Addresses;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Setting cameras up: add, try, change, cover, pause and remove them. */
public final class CameraDesk {
    private static final int TRIED_AT_ONCE = 2;

    private final CameraBoard board;
    private final LiveHub live;
    private final CameraSetup setup;
    private final AuditTrail audit;
    private final Semaphore tries = new Semaphore(TRIED_AT_ONCE);

    public CameraDesk(CameraBoard board, LiveHub live, CameraSetup setup, AuditTrail audit) {
        this.board = board;
        this.live = live;
        this.setup = setup;
        this.audit = audit;
    }

    /**
     * A new camera.
     *
     * @param source rtsp://, http(s):// or device:N
     * @param fps frames per second to take; left out or 0: all
     */
    public record CameraDraft(
            String camera,
            String site,
            String source,
            @Nullable Double fps,
            @Nullable Boolean restricted,
            @Nullable Boolean motionGate) {}

    /**
     * What is to change; what is left out stays.
     *
     * @param source empty: stays, for it is shown without its password
     * @param mask all areas that nobody gets to see
     */
    public record CameraChange(
            @Nullable String source,
            @Nullable Double fps,
            @Nullable Boolean restricted,
            @Nullable Boolean motionGate,
            @Nullable Boolean paused,
            @Nullable List<MaskArea> mask) {}

    /** An area by its corners, at least three. */
    public record MaskArea(List<MaskCorner> corners) {
        public MaskArea {
            corners = corners == null ? List.of() : List.copyOf(corners);
        }
    }

    /** A place as shares of width and height, 0 to 1 from the top left. */
    public record MaskCorner(double x, double y) {}

    /** An address to try. */
    public record SourceName(String source) {}

    List<Route> routes() {
        String one = "/cameras/{camera}";
        return List.of(
                write(
                        HandlerType.POST,
                        "/cameras",
                        "addCamera",
                        Route.form(Route.Shape.ONE, Cameras.CameraItem.class),
                        this::add),
                write(
                        HandlerType.POST,
                        "/cameras/test-picture",
                        "testPicture",
                        Route.form(Route.Shape.PICTURE, byte[].class),
                        this::test),
                write(
                        HandlerType.PATCH,
                        one,
                        "changeCamera",
                        Route.form(Route.Shape.ONE, Cameras.CameraItem.class),
                        this::change),
                write(
                        HandlerType.DELETE,
                        one,
                        "removeCamera",
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::remove),
                Route.picture(one + "/picture", "getCameraPicture", Right.CHANGE_CAMERAS, this::picture));
    }

    private static Route write(HandlerType method, String path, String operation, Route.Form form, Endpoint endpoint) {
        return new Route(method, path, operation, Right.CHANGE_CAMERAS, form, endpoint);
    }

    private Answer add(Request request) {
        Caller caller = request.caller();
        CameraDraft draft = request.body(CameraDraft.class);
        Camera camera = checked(Camera.newBuilder()
                .setCameraId(draft.camera())
                .setSiteId(draft.site())
                .setSource(reachable(draft.source()))
                .setSampleFps(Optional.ofNullable(draft.fps()).orElse(0.0))
                .setRestricted(Boolean.TRUE.equals(draft.restricted()))
                .setMotionGate(Boolean.TRUE.equals(draft.motionGate()))
                .setOrigin(Origin.ORIGIN_COMMAND));
        if (!caller.scope().allowsCamera(draft.site(), draft.camera())) {
            throw ApiProblem.forbidden("you may only add cameras of "
                    + (caller.scope().cameras().isEmpty()
                            ? caller.scope().sites()
                            : caller.scope().cameras()));
        }
        if (board.find(draft.camera()).isPresent()) {
            throw ApiProblem.conflict("there is a camera '" + draft.camera() + "' already");
        }
        did(request, "camera.add", camera, "source: " + Addresses.one(camera.getSource()));
        setup.put(camera);
        return Answer.created(Cameras.item(new CameraBoard.Entry(camera), caller));
    }

    private Answer change(Request request) {
        Camera before = find(request);
        CameraChange change = request.body(CameraChange.class);
        Camera.Builder next = before.toBuilder();
        Optional.ofNullable(change.source())
                .filter(source -> !source.isBlank())
                .ifPresent(source -> next.setSource(reachable(source)));
        Optional.ofNullable(change.fps()).ifPresent(next::setSampleFps);
        Optional.ofNullable(change.restricted()).ifPresent(next::setRestricted);
        Optional.ofNullable(change.motionGate()).ifPresent(next::setMotionGate);
        Optional.ofNullable(change.paused()).ifPresent(next::setPaused);
        Optional.ofNullable(change.mask())
                .ifPresent(mask -> next.clearMask()
                        .addAllMask(mask.stream().map(CameraDesk::polygon).toList()));
        Camera camera = checked(next);
        did(request, "camera.change", camera, described(before, camera));
        setup.put(camera);
        return Answer.of(Cameras.item(new CameraBoard.Entry(camera), request.caller()));
    }

    private static MaskPolygon polygon(MaskArea area) {
        MaskPolygon.Builder polygon = MaskPolygon.newBuilder();
        area.corners()
                .forEach(corner -> polygon.addPoints(
                        MaskPoint.newBuilder().setX((float) corner.x()).setY((float) corner.y())));
        return polygon.build();
    }

    private static String described(Camera before, Camera now) {
        StringBuilder changed = new StringBuilder();
        if (!before.getSource().equals(now.getSource())) {
            changed.append("source: ").append(Addresses.one(now.getSource())).append("; ");
        }
        if (!before.getMaskList().equals(now.getMaskList())) {
            changed.append("mask: ").append(now.getMaskCount()).append(" areas; ");
        }
        return changed + "fps: " + now.getSampleFps() + "; restricted: " + now.getRestricted() + "; motion gate: "
                + now.getMotionGate() + "; paused: " + now.getPaused();
    }

    private Answer remove(Request request) {
        Camera camera = find(request);
        did(request, "camera.remove", camera, "");
        setup.remove(camera.getCameraId());
        return new Answer.Nothing();
    }

    private Answer test(Request request) {
        String source = reachable(request.body(SourceName.class).source());
        checked(Camera.newBuilder().setCameraId("test").setSiteId("test").setSource(source));
        if (!tries.tryAcquire()) {
            throw ApiProblem.crowded("other addresses are being tried; try again in a moment");
        }
        try {
            audit.did(
                    request.caller(),
                    "camera.test",
                    "",
                    "",
                    new AuditTrail.Details("", "source: " + Addresses.one(source)));
            return new Answer.Picture(setup.picture(source));
        } catch (CameraSetup.NoPicture e) {
            throw ApiProblem.unavailable(String.valueOf(e.getMessage()));
        } finally {
            tries.release();
        }
    }

    private Answer picture(Request request) {
        Camera camera = find(request);
        audit.saw(request.caller(), "camera.picture", camera.getCameraId(), camera.getSiteId());
        return new Answer.Picture(live.view()
                .newest(camera.getCameraId())
                .map(frame -> frame.jpeg().toByteArray())
                .orElseThrow(() -> ApiProblem.missing("picture of camera", camera.getCameraId())));
    }

    private Camera find(Request request) {
        String id = request.path("camera");
        return board.find(id)
                .filter(entry -> Cameras.isIn(request.caller(), entry))
                .map(CameraBoard.Entry::camera)
                .orElseThrow(() -> ApiProblem.missing("camera", id));
    }

    /** Files of the machine are not for browsers to name. */
    private static String reachable(String source) {
        if (SourceKind.of(source) == SourceKind.PATH) {
            throw ApiProblem.bad("source must be rtsp://…, http(s)://… or device:N; files and folders are added on the"
                    + " machine itself, with 'sightline cameras add'");
        }
        return source.strip();
    }

    private static Camera checked(Camera.Builder camera) {
        Camera built = dev.sightline.contracts.camera.Cameras.withLive(camera.build());
        List<String> faults = CameraCheck.faults(built);
        if (!faults.isEmpty()) {
            throw ApiProblem.bad(String.join("; ", faults));
        }
        return built;
    }

    private void did(Request request, String action, Camera camera, String detail) {
        audit.did(
                request.caller(), action, camera.getCameraId(), camera.getSiteId(), new AuditTrail.Details("", detail));
    }
}
