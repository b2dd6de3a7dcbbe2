package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.microsoft.playwright.Page;
import dev.sightline.app.run.PhotoEnrolling;
import dev.sightline.app.run.PhotoLooking;
import dev.sightline.app.run.RunningRollouts;
import dev.sightline.app.run.TopicCameras;
import dev.sightline.app.run.TopicRules;
import dev.sightline.console.ConsolePolicy;
import dev.sightline.console.ConsoleService;
import dev.sightline.console.Ground;
import dev.sightline.console.Outside;
import dev.sightline.console.api.Erasing;
import dev.sightline.console.api.Searching;
import dev.sightline.console.api.WordReader;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.retention.RetentionState;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.testkit.KafkaBroker;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, fed by a real broker. */
class ConsoleIT {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final long SESSION = 7;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldShowCamerasIdentitiesAndAlertsLive() throws IOException {
        KAFKA.createTopics(1);
        try (Database database = Database.open(DatabaseSettings.embedded(folder.resolve("database")));
                SearchIndex index = SearchIndex.open(folder.resolve("search"));
                ConsoleService console = new ConsoleService(
                        new Ground(KAFKA.clients(), new FileCropStore(folder), database),
                        new Outside(
                                new PhotoEnrolling(KAFKA.clients(), Optional.empty()),
                                new TopicCameras(KAFKA.clients()),
                                new TopicRules(KAFKA.clients()),
                                new RunningRollouts(
                                        (view, by) -> {
                                            throw new UserError("no models here");
                                        },
                                        (site, said) -> Optional.empty(),
                                        InstantSource.system()),
                                new Searching(
                                        new PeopleSearch(index, model -> List.of()),
                                        new PhotoLooking(Optional.empty()),
                                        new NoReading(),
                                        CropDescribers.NONE),
                                new NoErasing()),
                        ConsolePolicy.onLoopback(0),
                        InstantSource.system());
                Chromium chromium = Chromium.start();
                Producer<byte[], byte[]> producer = KAFKA.clients().producer("test")) {
            console.start();
            Page page = chromium.browser().newPage();
            page.navigate(console.entryUrl("test"));
            page.waitForSelector("#connection.open");

            send(producer, Topics.FRAMES, "north", frame());
            send(producer, Topics.SIGHTINGS, "p1", sighting("north", "site/p1"));
            send(producer, Topics.SIGHTINGS, "p1", sighting("south", "site/p1"));
            send(producer, Topics.SIGHTINGS, "p2", sighting("north", "site/p2"));
            send(producer, Topics.IDENTITY_EVENTS, "site", expired("site/p2"));
            sendBytes(producer, Topics.ALERTS, "rule", alert());
            producer.flush();
            long sequence = drawnWith(page, producer);

            // Each topic comes in its own time, so the page is waited for as it shall be in the end.
            page.waitForSelector("#alerts li:has-text('#1')");
            page.waitForSelector("#people li.present[title='looks alike']:has-text('2 sightings') img");
            await().pollInSameThread().until(() -> page.locator("#people li").count() == 1);
            assertThat(sequence).isPositive();
            assertThat(page.getAttribute("#people li a", "href")).isEqualTo("/people/site/p1");
            assertThat(page.textContent("#people li")).contains("#1", "north + south", "2 sightings");
            assertThat(page.getAttribute("#people li", "title")).isEqualTo("looks alike");
            assertThat(page.textContent("#alerts li")).contains("Long stay", "#1", "north");
            assertThat(page.textContent("#cross-count")).isEqualTo("1");
            assertThat(colorAt(page, 10, 230)).as("the picture, a green lawn").isEqualTo("green");
            assertThat(colorAt(page, 100, 150)).as("the box, in #1's own color").isEqualTo("box");

            send(
                    producer,
                    Topics.TRACKS,
                    "north",
                    tracks(sequence).setEndOfStream(true).clearBoxes().build());
            page.waitForSelector("figure.ended");
        }
    }

    private static final class NoReading implements WordReader {
        @Override
        public Optional<NoWords> missing() {
            return Optional.of(NoWords.model("no models here"));
        }

        @Override
        public ReadWords read(String text) throws NotAPerson {
            throw new NotAPerson("no models here");
        }
    }

    /** Tracks start at the present, which is a moment after the page opens: told again until they are drawn. */
    private static long drawnWith(Page page, Producer<byte[], byte[]> producer) throws IOException {
        for (long sequence = 1; sequence <= 100; sequence++) {
            send(
                    producer,
                    Topics.FRAMES,
                    "north",
                    frame().toBuilder().setSequence(sequence).build());
            producer.flush();
            send(producer, Topics.TRACKS, "north", tracks(sequence).build());
            producer.flush();
            page.waitForTimeout(100);
            if (page.locator("canvas").count() == 1 && "320".equals(page.getAttribute("canvas", "width"))) {
                return sequence + 1;
            }
        }
        return -1;
    }

    /** Green is the picture; {@code box} is the color of identity 1, hue 137.5. */
    private static String colorAt(Page page, int x, int y) {
        Object rgb = page.evaluate(
                "([x, y]) => [...document.querySelector('canvas').getContext('2d').getImageData(x, y, 1, 1).data]",
                List.of(x, y));
        List<?> parts = (List<?>) rgb;
        int red = ((Number) parts.get(0)).intValue();
        int green = ((Number) parts.get(1)).intValue();
        int blue = ((Number) parts.get(2)).intValue();
        return green > 200 && blue > 90 ? "box" : green > 90 && red < 60 && blue < 60 ? "green" : parts.toString();
    }

    private static Frame frame() throws IOException {
        return Frame.newBuilder()
                .setCameraId("north")
                .setSiteId("site")
                .setSession(SESSION)
                .setSequence(1)
                .setWidth(WIDTH)
                .setHeight(HEIGHT)
                .setJpeg(lawn())
                .build();
    }

    private static CameraTracks.Builder tracks(long sequence) {
        return CameraTracks.newBuilder()
                .setCameraId("north")
                .setSiteId("site")
                .setSession(SESSION)
                .setSequence(sequence)
                .setWidth(WIDTH)
                .setHeight(HEIGHT)
                .addBoxes(TrackedBox.newBuilder()
                        .setTrackletId("t1")
                        .setIdentityId("site/p1")
                        .setLinkState(LinkState.LINK_STATE_LINKED)
                        .setScore(0.9f)
                        .setBox(Box.newBuilder().setX(100).setY(80).setWidth(60).setHeight(140)));
    }

    private static Sighting sighting(String camera, String identity) throws IOException {
        return Sighting.newBuilder()
                .setSightingId("t-" + camera)
                .setIdentityId(identity)
                .setEvidence(Evidence.newBuilder().setSummary("looks alike"))
                .setSiteId("site")
                .setCameraId(camera)
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setQuality(0.8f)
                        .setCropJpeg(lawn()))
                .build();
    }

    private static IdentityEvent expired(String identity) {
        return IdentityEvent.newBuilder()
                .setType(IdentityEvent.Type.TYPE_EXPIRED)
                .setIdentityId(identity)
                .build();
    }

    private static byte[] alert() {
        return """
            {"specversion":"1.0","id":"a1","source":"/sightline/sites/site","type":"dev.sightline.alert.dwell.v1",
             "subject":"site/p1","time":"2026-01-01T12:00:00Z","data":{"kind":"dwell","camera":"north"}}
            """.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteString lawn() throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = picture.createGraphics();
        g.setColor(new Color(20, 120, 20));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", jpeg);
        return ByteString.copyFrom(jpeg.toByteArray());
    }

    private static <M extends MessageLite> void send(
            Producer<byte[], byte[]> producer, Topic<String, M> topic, String key, M message) {
        sendBytes(producer, topic, key, message.toByteArray());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What was not sent is not shown, and the test fails on that.
    private static void sendBytes(Producer<byte[], byte[]> producer, Topic<?, ?> topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(KAFKA.clients().name(topic), key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Nobody is erased here. */
    private static final class NoErasing implements Erasing {
        @Override
        public void require(String identityId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Receipt erase(ErasureRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RetentionState retention() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long topicHours() {
            return 0;
        }
    }
}
