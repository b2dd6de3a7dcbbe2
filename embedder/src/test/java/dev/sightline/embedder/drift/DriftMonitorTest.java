package dev.sightline.embedder.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {
    private static final int DIMENSION = 16;
    private static final DriftPolicy POLICY = new DriftPolicy(200, Duration.ofSeconds(5), 8, .25, 2);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SplittableRandom random = new SplittableRandom(5);
    private Instant now = Instant.EPOCH;
    private final DriftMonitor monitor = new DriftMonitor(POLICY, meters, () -> now);
    private long captureUs;

    @Test
    void shouldStayWithinChanceWhereNothingChanges() {
        see("north", 201, 0);
        assertThat(gauge("reference", "north")).isEqualTo(200);
        assertThat(gauge("psi", "north")).isNaN();

        see("north", 200, 0);

        // By chance 9 (1/200 + 1/200) = .09.
        assertThat(gauge("psi", "north")).isBetween(.04, .16);
        assertThat(gauge("score.psi", "north")).isLessThan(.34);
        assertThat(gauge("score.ks", "north")).isLessThan(.2);
    }

    @Test
    void shouldShowThatACameraDrifted() {
        see("north", 201, 0);
        see("north", 200, 2);

        assertThat(gauge("psi", "north")).isGreaterThan(.5);
        assertThat(gauge("score.psi", "north")).isGreaterThan(.5);
        assertThat(gauge("score.ks", "north")).isGreaterThan(.3);
    }

    @Test
    void shouldCountOneFrameInAWhile() {
        monitor.observed(frame("north", "m@1", 0));
        monitor.observed(frame("north", "m@1", 0));
        captureUs += 4_999_999;
        monitor.observed(frame("north", "m@1", 0));
        assertThat(gauge("reference", "north")).isZero();

        captureUs += 1;
        monitor.observed(frame("north", "m@1", 0));

        assertThat(gauge("reference", "north")).isEqualTo(1);
    }

    @Test
    void shouldBeginAgainWithAnotherModel() {
        see("north", 401, 2);

        captureUs += 5_000_000;
        monitor.observed(frame("north", "m@2", 0));

        assertThat(gauge("reference", "north")).isZero();
        assertThat(gauge("psi", "north")).isNaN();
    }

    @Test
    void shouldBoundItsCamerasAndForgetThoseThatWent() {
        see("north", 1, 0);
        see("south", 1, 0);
        see("west", 1, 0);
        assertThat(meters.find("sightline.embedder.drift.psi")
                        .tag("camera", "west")
                        .gauge())
                .isNull();

        now = now.plus(Duration.ofHours(7));
        see("west", 1, 0);

        assertThat(meters.find("sightline.embedder.drift.psi")
                        .tag("camera", "west")
                        .gauge())
                .isNotNull();
        assertThat(meters.find("sightline.embedder.drift.psi")
                        .tag("camera", "north")
                        .gauge())
                .isNull();
    }

    private void see(String camera, int frames, double shift) {
        for (int i = 0; i < frames; i++) {
            captureUs += 5_000_000;
            monitor.observed(frame(camera, "m@1", shift));
        }
    }

    private Observation frame(String camera, String model, double shift) {
        float[] raw = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            raw[i] = (float) (random.nextGaussian() + shift);
        }
        return Observation.newBuilder()
                .setCameraId(camera)
                .setSiteId("yard")
                .setCaptureTimeUs(captureUs)
                .addDetections(Detection.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setVector(UnitVector.normalize(model, raw, 1).toMessage()))
                .build();
    }

    private double gauge(String name, String camera) {
        return meters.get("sightline.embedder.drift." + name)
                .tag("camera", camera)
                .tag("modality", "person")
                .gauge()
                .value();
    }
}
