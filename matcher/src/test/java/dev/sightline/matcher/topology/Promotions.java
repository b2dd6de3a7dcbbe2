package dev.sightline.matcher.topology;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.Sighting;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes generated footage that of a site whose model changes. All models of the generated kind give the same cosines, in
 * spaces of different dimensions.
 *
 * @param stages what describes from when on, in order of time
 */
public record Promotions(List<Stage> stages) {
    public static final String OLD = Street.MODEL;
    public static final String NEW = "generated@2";

    public Promotions {
        stages = List.copyOf(stages);
    }

    /**
     * From a capture time on.
     *
     * @param next describes beside; empty when nothing does
     */
    public record Stage(double fromSeconds, String serving, String next) {}

    /** {@link #NEW} is brought in, and serves from {@code switchSeconds} on. */
    public static Promotions one(double announceSeconds, double switchSeconds) {
        return new Promotions(List.of(
                new Stage(0, OLD, ""), new Stage(announceSeconds, OLD, NEW), new Stage(switchSeconds, NEW, "")));
    }

    Stage at(long captureTimeUs) {
        return stages.stream()
                .filter(s -> s.fromSeconds() * 1e6 <= captureTimeUs)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    public List<Observation> describe(List<Observation> frames) {
        return frames.stream()
                .map(f -> describe(f, at(f.getCaptureTimeUs()), d -> true))
                .toList();
    }

    /** @param beside detections that the next model describes as well */
    static Observation describe(Observation frame, Stage stage, Predicate<Detection> beside) {
        Observation.Builder described = frame.toBuilder();
        for (Detection.Builder detection : described.getDetectionsBuilderList()) {
            Descriptor vector = detection.getVector();
            detection.setVector(in(stage.serving(), vector));
            if (!stage.next().isEmpty() && beside.test(detection.build())) {
                detection.setNextVector(in(stage.next(), vector));
            }
        }
        return described.build();
    }

    /** What the job makes of the exemplars of sightings, as it finds them in the database. */
    public static Redescription redescription(Collection<Sighting> sightings, String model) {
        Redescription.Builder message = Redescription.newBuilder().setSiteId(Street.SITE);
        for (Sighting sighting : sightings) {
            for (Exemplar exemplar : sighting.getExemplarsList()) {
                message.addExemplars(RedescribedExemplar.newBuilder()
                        .setTrackletId(sighting.getSightingId())
                        .setSession(exemplar.getSession())
                        .setSequence(exemplar.getSequence())
                        .setDetectionIndex(exemplar.getDetectionIndex())
                        .setModality(exemplar.getModality())
                        .setCameraId(exemplar.getCameraId())
                        .setVector(in(model, exemplar.getVector())));
            }
        }
        return message.build();
    }

    /** The digits of the version say how many zeros the space has more than that of the first one. */
    private static Descriptor in(String model, Descriptor descriptor) {
        if (model.equals(descriptor.getModelId())) {
            return descriptor;
        }
        UnitVector vector = UnitVector.of(descriptor);
        int extra = extra(model);
        float[] plain = plain(vector.values(), extra(vector.modelId()));
        float[] values = new float[plain.length + extra];
        for (int i = 0; i < plain.length; i++) {
            values[extra == 0 ? i : values.length - 1 - i] = plain[i];
        }
        return UnitVector.normalize(model, values, vector.quality()).toMessage();
    }

    private static float[] plain(float[] values, int extra) {
        float[] plain = new float[values.length - extra];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = values[extra == 0 ? i : values.length - 1 - i];
        }
        return plain;
    }

    private static int extra(String model) {
        return Integer.parseInt(model.substring(model.indexOf('@') + 1)) - 1;
    }
}
