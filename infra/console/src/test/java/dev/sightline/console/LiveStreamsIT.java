package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.console.access.AccessPolicy;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.store.audit.AuditQuery;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Live events and pictures: who gets which, how many at once, and that they leave nothing behind. */
class LiveStreamsIT extends ConsoleFixture {
    private static final AccessPolicy FEW_STREAMS =
            new AccessPolicy(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), 10, 2);

    @Override
    TestConsole open(Path data) {
        return new TestConsole(data, FEW_STREAMS);
    }

    @BeforeEach
    void addUsers() {
        addOneOfEachRole();
    }

    @Test
    void shouldFollowLiveEventsWithinScopeAndLimitStreams() throws Exception {
        Browser op = as("op");
        for (String camera : List.of("hall/north", "hall/south", "yard/gate")) {
            console.parts
                    .hub()
                    .update(view -> Optional.of(view.tracks(CameraTracks.newBuilder()
                            .setSiteId(camera.substring(0, 4))
                            .setCameraId(camera.substring(5))
                            .setSequence(3)
                            .build())));
        }
        console.parts.hub().update(view -> Optional.of(view.alert(Recorded.alert("a9", "yard", "gate"))));
        try (InputStream first = op.stream(API + "/live").body();
                InputStream second = op.stream(API + "/alerts/live").body()) {
            BufferedReader events = new BufferedReader(new InputStreamReader(first, StandardCharsets.UTF_8));
            BufferedReader alerts = new BufferedReader(new InputStreamReader(second, StandardCharsets.UTF_8));
            assertThat(data(events)).contains("\"camera\":\"north\"");
            assertThat(op.get(API + "/tracks/live", "Accept", "text/event-stream")
                            .statusCode())
                    .as("the third stream of one user")
                    .isEqualTo(429);

            console.parts.hub().update(view -> Optional.of(view.alert(Recorded.alert("a8", "hall", "north"))));

            assertThat(data(events)).contains("\"id\":\"a8\"");
            assertThat(data(alerts)).contains("\"id\":\"a8\"");
        }
        assertThat(op.get(API + "/tracks/live").statusCode())
                .as("not asked for as a stream")
                .isEqualTo(400);
    }

    /** A thread that is interrupted in the embedded database would close it for everybody. */
    @Test
    @Timeout(60)
    void shouldOutliveStreamsThatComeAndGo() throws Exception {
        Browser root = as("root");
        Browser guest = as("guest");
        int opened = 0;
        for (int i = 0; i < 40; i++) {
            HttpResponse<InputStream> stream = (i % 2 == 0 ? root : guest).stream(API + "/live");
            opened += stream.statusCode() == 200 ? 1 : 0;
            stream.body().close();
            console.parts.hub().update(view -> Optional.of(view.alert(Recorded.alert("a", "hall", "north"))));
        }

        assertThat(opened).isGreaterThan(2);
        while (viewers() > 0) {
            console.parts.hub().update(view -> Optional.of(view.alert(Recorded.alert("b", "hall", "north"))));
            Thread.onSpinWait();
        }
        assertThat(root.json(API + "/identities").path("items")).hasSize(2);
        assertThat(console.audit()
                        .append(console.audit()
                                .newest(AuditQuery.newest(1))
                                .get(0)
                                .event()))
                .isNotNull();
    }

    @Test
    void shouldAskTheBrowserToKeepNoPictureAndHoldFramesWithinScope() throws Exception {
        Frame frame = Frame.newBuilder()
                .setCameraId("south")
                .setSiteId("hall")
                .setSession(1)
                .setSequence(3)
                .build();
        console.parts.hub().view().frame(frame, ByteString.copyFromUtf8("picture"));
        String path = API + "/cameras/south/frames/1/3";

        HttpResponse<String> held = as("root").get(path);
        assertThat(held.body()).isEqualTo("picture");
        assertThat(held.headers().firstValue("Cache-Control")).contains("no-store, private");
        assertThat(as("guest").get(path).statusCode())
                .as("nobody has looked for faces in it yet")
                .isEqualTo(404);
        assertThat(as("guest").get(API + "/cameras/south/frames/1/4").statusCode())
                .isEqualTo(404);
        assertThat(as("guest").get(API + "/cameras/south/frames/1/x").statusCode())
                .isEqualTo(400);
        assertThat(as("op").get(path).statusCode()).isEqualTo(404);
        assertThat(new Browser(port).get(path).statusCode()).isEqualTo(401);
    }

    private static long viewers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("console-viewer"))
                .count();
    }

    private static String data(BufferedReader events) throws Exception {
        String line = events.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = events.readLine();
        }
        return String.valueOf(line);
    }
}
