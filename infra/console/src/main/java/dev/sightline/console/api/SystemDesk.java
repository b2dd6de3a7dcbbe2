package dev.sightline.console.api;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.access.Streams;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.store.account.Role;
import dev.sightline.store.identity.IdentityState;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The system itself, and who is asking. */
public final class SystemDesk {
    private final Repositories data;
    private final CameraBoard cameras;
    private final Streams streams;
    private final DiskRoom disk;
    private final InstantSource clock;

    public SystemDesk(Repositories data, CameraBoard cameras, Streams streams, DiskRoom disk, InstantSource clock) {
        this.data = data;
        this.cameras = cameras;
        this.streams = streams;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Who asks.
     *
     * @param csrf to be sent as {@code X-CSRF-Token} with each write of a browser; left out for tokens
     */
    public record SessionItem(
            String user,
            Role role,
            List<String> sites,
            List<String> cameras,
            List<Right> rights,
            @Nullable String csrf) {}

    /**
     * How the system is.
     *
     * @param people identities that can be linked to
     * @param streams live streams that are open
     * @param disk room for what is recorded, on this machine; left out where none is kept
     */
    public record SystemItem(
            Instant time,
            int cameras,
            long people,
            int streams,
            @Nullable DiskItem disk) {}

    /**
     * Room on the disk of the data folder.
     *
     * @param free bytes that are free
     * @param thin bytes below which what may go early goes before its time; 0: nothing does
     * @param tight whether that is so now
     * @param reserve bytes that are kept free: Kafka halts on a full disk
     * @param full whether no more is taken in from cameras until there is room
     */
    public record DiskItem(long free, long thin, boolean tight, long reserve, boolean full) {}

    List<Route> routes() {
        return List.of(
                Route.one("/session", "getSession", Right.SELF, SessionItem.class, r -> Answer.of(session(r.caller()))),
                Route.one("/system", "getSystem", Right.SEE_SYSTEM, SystemItem.class, r -> Answer.of(system())),
                new Route(
                        HandlerType.GET,
                        "/openapi.yaml",
                        "getOpenApi",
                        Right.SELF,
                        Route.form(Route.Shape.TEXT, String.class),
                        r -> new Answer.Text("application/yaml", openApi())));
    }

    private static SessionItem session(Caller caller) {
        return new SessionItem(
                caller.name(),
                caller.role(),
                Users.sorted(caller.scope().sites()),
                Users.sorted(caller.scope().cameras()),
                Arrays.stream(Right.values()).filter(caller::may).toList(),
                caller.csrf().orElse(null));
    }

    private SystemItem system() {
        return new SystemItem(
                clock.instant(),
                cameras.all().size(),
                data.identities().countByState().getOrDefault(IdentityState.ACTIVE, 0L),
                streams.open(),
                disk.look()
                        .map(seen -> new DiskItem(
                                seen.free(),
                                seen.bounds().thin(),
                                seen.tight(),
                                seen.bounds().reserve(),
                                seen.full()))
                        .orElse(null));
    }

    /** The description of the API. */
    static String openApi() {
        try (InputStream in = Objects.requireNonNull(
                SystemDesk.class.getResourceAsStream("/dev/sightline/console/openapi.yaml"), "openapi.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml is part of this build", e);
        }
    }
}
