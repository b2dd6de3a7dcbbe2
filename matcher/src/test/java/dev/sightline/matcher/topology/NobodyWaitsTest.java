package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Sighting;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What one camera does wrong, on purpose or not, stops neither its site nor itself. */
class NobodyWaitsTest {
    private final Street street = new Street(1, 6, 0.5);
    private final List<Observation> north = street.walk("north", 0);
    private final List<Observation> south = street.walk("south", 6);

    @Test
    void shouldNotWaitForACameraWhoseRecordIsRefused() {
        try (Bench bench = bench(StagePolicies.defaults())) {
            bench.camera(Street.camera("south", "south.mp4").toBuilder()
                    .setSampleFps(-1)
                    .build());
            north.forEach(bench::observe);

            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size());
            assertThat(gauge(bench, "sightline.matcher.cameras.passed.over")).isEqualTo(1);
        }
    }

    @Test
    void shouldNotWaitForACameraThatIngestGaveUpOn() {
        try (Bench bench = bench(StagePolicies.defaults())) {
            bench.write(
                    Topics.CAMERA_STATUS,
                    "south",
                    CameraStatus.newBuilder()
                            .setCameraId("south")
                            .setState(CameraStatus.State.STATE_FAILED)
                            .build());
            north.forEach(bench::observe);

            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size());
        }
    }

    @Test
    void shouldPassASilentRecordedCameraOverAndTakeItInLate() {
        try (Bench bench = bench(StagePolicies.defaults())) {
            north.forEach(bench::observe);
            assertThat(bench.read(Topics.TRACKS)).isEmpty();
            assertThat(gauge(bench, "sightline.matcher.cameras.awaited")).isEqualTo(1);

            for (int tenths = 0; tenths < 1_300; tenths++) {
                bench.wallClock(Duration.ofMillis(100));
            }

            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size());
            assertThat(bench.read(Topics.IDENTITY_EVENTS)).isNotEmpty().noneMatch(IdentityEvent::getLate);
            assertThat(gauge(bench, "sightline.matcher.cameras.passed.over")).isEqualTo(1);
            assertThat(bench.stageMeters.trouble()).containsExactly("site street no longer waits for camera south");

            south.forEach(bench::observe);
            assertThat(bench.read(Topics.TRACKS)).hasSize(south.size());
            assertThat(bench.read(Topics.IDENTITY_EVENTS))
                    .as("linked in the order of arrival, and saying so")
                    .anyMatch(IdentityEvent::getLate);
            assertThat(bench.count("sightline.matcher.frames", "order", "late")).isPositive();
            assertThat(gauge(bench, "sightline.matcher.cameras.passed.over")).isZero();
        }
    }

    @Test
    void shouldNotCallFramesLateBesideACameraWhoseClockIsAhead() {
        List<Observation> together = street.walk("south", 0);
        try (Bench bench = new Bench(StagePolicies.defaults())) {
            bench.camera(Street.camera("north", "rtsp://north"));
            bench.camera(Street.camera("south", "rtsp://south"));
            for (int i = 0; i < north.size() - 1; i++) {
                bench.observe(live(north.get(i), 0));
                bench.observe(live(together.get(i), 3_000_000));
            }

            assertThat(bench.count("sightline.matcher.frames", "order", "late")).isZero();
            assertThat(bench.read(Topics.TRACKS)).hasSizeGreaterThan(2 * north.size() - 6);
        }
    }

    /** Came 50 ms after it was captured, with the time that a clock tells which is ahead. */
    private static Observation live(Observation observation, long aheadUs) {
        return observation.toBuilder()
                .setSession(1)
                .setCaptureTimeUs(observation.getCaptureTimeUs() + aheadUs)
                .setArrivalTimeUs(observation.getCaptureTimeUs() + 50_000)
                .build();
    }

    @Test
    void shouldGoOnAfterAForgedJump() {
        Observation forged = north.get(9).toBuilder().setSequence(1L << 50).build();
        try (Bench bench = bench(StagePolicies.defaults())) {
            north.subList(0, 9).forEach(bench::observe);
            bench.observe(forged);
            bench.observe(forged.toBuilder().setSession(Long.MAX_VALUE).build());
            bench.observe(north.get(9).toBuilder()
                    .setCaptureTimeUs(4_000_000_000_000_000L)
                    .build());
            north.subList(9, north.size()).forEach(bench::observe);
            south.forEach(bench::observe);

            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size() + south.size());
            assertThat(bench.read(Topics.DEAD_LETTERS))
                    .hasSize(3)
                    .allSatisfy(letter -> {
                        assertThat(letter.getKind()).isEqualTo("observation-implausible");
                        assertThat(letter.getReason()).startsWith("camera 'north': ");
                    })
                    .extracting(DeadLetter::getReason)
                    .anyMatch(reason -> reason.contains("sequence 1125899906842624 follows 9"));
        }
    }

    @Test
    void shouldSendWhatACrowdMakesInParts() {
        try (Bench whole = bench(StagePolicies.defaults());
                Bench bounded = bench(most(40_000))) {
            watchHeavy(whole);
            watchHeavy(bounded);

            assertThat(events(bounded)).as("nothing is decided otherwise").isEqualTo(events(whole));
            assertThat(bounded.read(Topics.DEAD_LETTERS)).isEmpty();
            assertThat(bounded.count("sightline.matcher.records.reduced", "left_out", "crops"))
                    .isZero();
            assertThat(crops(bounded)).isPositive().isEqualTo(crops(whole));
        }
    }

    @Test
    void shouldLeavePicturesOutOfWhatOnePersonMakes() {
        try (Bench whole = bench(StagePolicies.defaults());
                Bench bounded = bench(most(20_000))) {
            watchHeavy(whole);
            watchHeavy(bounded);

            assertThat(events(bounded)).as("nothing is decided otherwise").isEqualTo(events(whole));
            assertThat(bounded.read(Topics.DEAD_LETTERS)).isEmpty();
            assertThat(bounded.count("sightline.matcher.records.reduced", "left_out", "crops"))
                    .isPositive();
            assertThat(crops(whole)).isGreaterThan(crops(bounded));
        }
    }

    @Test
    void shouldPutAsideWhatIsTooLargeAndGoOn() {
        List<Observation> few = new Street(1, 1, 0.5).walk("north", 0);
        int tracked = 4_000;
        Observation large = described(few.get(2), 2_000);
        try (Bench bench = bench(most(tracked))) {
            bench.camera(Street.camera("south", "south.mp4").toBuilder()
                    .setSampleFps(-1)
                    .build());
            few.subList(0, 2).forEach(bench::observe);
            bench.observe(large);
            few.subList(3, few.size()).forEach(bench::observe);

            assertThat(bench.read(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
                assertThat(letter.getKind()).isEqualTo("observation-too-large");
                assertThat(letter.getReason()).contains("camera 'north'").contains("sequence 3");
                assertThat(letter.getSerializedSize()).isLessThanOrEqualTo(tracked);
            });
            assertThat(bench.read(Topics.TRACKS)).hasSize(few.size() - 1);
        }
    }

    @Test
    void shouldRefuseWhatAnOlderVersionLeftBetweenTheStages() {
        byte[] trackerFrameOfThen = {10, 5, 'n', 'o', 'r', 't', 'h'};
        try (Bench bench = bench(StagePolicies.defaults())) {
            var between = bench.driver.createInputTopic(
                    "test-by-site-repartition", new StringSerializer(), new ByteArraySerializer());

            assertThatThrownBy(() -> between.pipeInput(Street.SITE, trackerFrameOfThen))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("older version")
                    .hasMessageContaining("delete the matcher's internal topics");
        }
    }

    private static Bench bench(StagePolicies policies) {
        Bench bench = new Bench(policies);
        bench.camera(Street.camera("north", "north.mp4"));
        bench.camera(Street.camera("south", "south.mp4"));
        return bench;
    }

    private static StagePolicies most(int bytes) {
        StagePolicies d = StagePolicies.defaults();
        return new StagePolicies(d.track(), d.order(), d.link(), d.alert(), bytes);
    }

    private static Observation withCrops(Observation observation, int bytes) {
        Observation.Builder heavy = observation.toBuilder();
        heavy.getDetectionsBuilderList().forEach(d -> d.setCropJpeg(ByteString.copyFrom(new byte[bytes])));
        return heavy.build();
    }

    /** The same people, described by another number of numbers. */
    private static Observation described(Observation observation, int dimension) {
        Observation.Builder described = observation.toBuilder();
        float[] values = new float[dimension];
        values[0] = 1;
        described
                .getDetectionsBuilderList()
                .forEach(d -> d.setVector(
                        UnitVector.normalize(Street.MODEL, values, 0.8f).toMessage()));
        return described.build();
    }

    private void watchHeavy(Bench bench) {
        north.stream().map(o -> withCrops(o, 5_000)).forEach(bench::observe);
        south.forEach(bench::observe);
    }

    private static List<IdentityEvent> events(Bench bench) {
        return new ArrayList<>(bench.read(Topics.IDENTITY_EVENTS));
    }

    private static long crops(Bench bench) {
        return bench.read(Topics.SIGHTINGS).stream()
                .map(Sighting::getExemplarsList)
                .flatMap(List::stream)
                .mapToLong(e -> e.getCropJpeg().size())
                .sum();
    }

    private static double gauge(Bench bench, String name) {
        Gauge gauge = bench.meters.find(name).tag("site", Street.SITE).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }
}
