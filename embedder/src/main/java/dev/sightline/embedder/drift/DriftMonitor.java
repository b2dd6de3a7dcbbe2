package dev.sightline.embedder.drift;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches for each camera whether what its model makes of crops stays as it was with the first of them, and says so in
 * gauges and, when a camera drifts or comes back, in the log. The reference is of this process: it begins again after a
 * restart, with another model, and when a camera moves to another embedder. Any thread.
 */
public final class DriftMonitor {
    private static final Logger log = LoggerFactory.getLogger(DriftMonitor.class);
    /** A camera not seen for so long has moved to another embedder, or is off. */
    private static final Duration FORGOTTEN = Duration.ofHours(6);

    private final DriftPolicy policy;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<Key, Watched> cameras = new HashMap<>();
    private boolean full;

    private record Key(String site, String camera, Modality modality) {
        String kind() {
            return modality == Modality.MODALITY_FACE ? "face" : "person";
        }
    }

    /** One camera: read by gauges without a lock, written under the monitor's. */
    private static final class Watched {
        private final List<Meter> gauges = new ArrayList<>();
        private CameraDrift drift;
        private Instant seen;
        private volatile int reference;
        private volatile CameraDrift.Reading last = UNKNOWN;
        private boolean drifted;

        private static final CameraDrift.Reading UNKNOWN = new CameraDrift.Reading(Double.NaN, Double.NaN, Double.NaN);

        private Watched(CameraDrift drift, Instant seen) {
            this.drift = drift;
            this.seen = seen;
        }
    }

    public DriftMonitor(MeterRegistry meters, InstantSource clock) {
        this(DriftPolicy.defaults(), meters, clock);
    }

    DriftMonitor(DriftPolicy policy, MeterRegistry meters, InstantSource clock) {
        this.policy = policy;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes in what a frame's people and faces were described as. */
    public void observed(Observation observation) {
        observed(observation, Modality.MODALITY_PERSON);
        observed(observation, Modality.MODALITY_FACE);
    }

    private void observed(Observation observation, Modality modality) {
        List<UnitVector> vectors = observation.getDetectionsList().stream()
                .filter(d -> d.getModality() == modality && d.hasVector())
                .map(Detection::getVector)
                .map(UnitVector::of)
                .toList();
        if (!vectors.isEmpty()) {
            add(
                    new Key(observation.getSiteId(), observation.getCameraId(), modality),
                    observation.getCaptureTimeUs(),
                    vectors);
        }
    }

    private synchronized void add(Key key, long captureTimeUs, List<UnitVector> vectors) {
        String model = vectors.get(0).modelId();
        Watched watched = watched(key, model);
        if (watched == null) {
            return;
        }
        watched.seen = clock.instant();
        if (!watched.drift.model().equals(model)) {
            watched.drift = new CameraDrift(policy, model);
            watched.last = Watched.UNKNOWN;
            watched.drifted = false;
        }
        watched.drift
                .add(captureTimeUs, vectors.stream().map(UnitVector::values).toList())
                .ifPresent(reading -> read(key, watched, reading));
        watched.reference = watched.drift.referenceCrops();
    }

    private @Nullable Watched watched(Key key, String model) {
        Watched known = cameras.get(key);
        if (known != null) {
            return known;
        }
        forget();
        if (cameras.size() >= policy.cameras()) {
            if (!full) {
                full = true;
                log.atWarn()
                        .addKeyValue("cameras", policy.cameras())
                        .log("so many cameras are watched for drift already: further ones are not; run more embedders");
            }
            return null;
        }
        Watched fresh = new Watched(new CameraDrift(policy, model), clock.instant());
        cameras.put(key, fresh);
        register(key, fresh);
        return fresh;
    }

    private void register(Key key, Watched watched) {
        gauge(key, watched, "reference", "Crops in the reference so far", w -> w.reference);
        gauge(key, watched, "psi", "Stability index of descriptors against the reference", w -> w.last.psi());
        gauge(key, watched, "score.psi", "Stability index of cosines of strangers", w -> w.last.scorePsi());
        gauge(key, watched, "score.ks", "Kolmogorov-Smirnov statistic of the same", w -> w.last.scoreKs());
    }

    private void gauge(Key key, Watched watched, String name, String says, ToDoubleFunction<Watched> value) {
        watched.gauges.add(Gauge.builder("sightline.embedder.drift." + name, watched, value)
                .description(says)
                .tags(Tags.of("camera", key.camera(), "site", key.site(), "modality", key.kind()))
                .register(meters));
    }

    private void read(Key key, Watched watched, CameraDrift.Reading reading) {
        watched.last = reading;
        boolean beyond = reading.beyond(policy);
        if (beyond == watched.drifted) {
            return;
        }
        watched.drifted = beyond;
        (beyond ? log.atWarn() : log.atInfo())
                .addKeyValue("camera", key.camera())
                .addKeyValue("site", key.site())
                .addKeyValue("model", watched.drift.model())
                .addKeyValue("psi", reading.psi())
                .addKeyValue("scorePsi", reading.scorePsi())
                .log(
                        beyond
                                ? "what the model makes of this camera's "
                                        + key.kind()
                                        + " crops is no longer distributed as at the start; look at its pictures, then"
                                        + " calibrate or adapt the model"
                                : "what the model makes of this camera's " + key.kind()
                                        + " crops is distributed as at the start again");
    }

    private void forget() {
        Instant least = clock.instant().minus(FORGOTTEN);
        cameras.values().removeIf(w -> {
            boolean gone = w.seen.isBefore(least);
            if (gone) {
                w.gauges.forEach(meters::remove);
            }
            return gone;
        });
        full = full && cameras.size() >= policy.cameras();
    }
}
