package dev.sightline.matcher.link;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.models.RedescriptionOutcome;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A site at which a second model, stricter than the first, takes over the description of bodies. */
final class ModelChange {
    static final String OLD = Scene.BODY;
    static final String NEW = "body@2";

    final LinkedSite site;

    ModelChange() {
        this(calibrations());
    }

    ModelChange(Map<String, List<Calibration>> calibrations) {
        this.site = new LinkedSite(LinkPolicy.defaults(), new Scales(calibrations));
    }

    void old(String camera, String tracklet, double from, float[] look) {
        site.stay(new Told(camera, tracklet)
                .from(from)
                .until(from + 2)
                .body(look, 9)
                .by(OLD, ""));
    }

    void young(String camera, String tracklet, double from, float[] look) {
        site.stay(new Told(camera, tracklet)
                .from(from)
                .until(from + 2)
                .looks(Modality.MODALITY_PERSON, NEW, Scene.other(look), 9)
                .by(NEW, ""));
    }

    RedescriptionOutcome describe(String tracklet, double end, float[] look) {
        return site.linker().describe(redescription(NEW, tracklet, end, look));
    }

    static Redescription redescription(String model, String tracklet, double end, float[] look) {
        return Redescription.newBuilder()
                .setSiteId("s")
                .addExemplars(RedescribedExemplar.newBuilder()
                        .setTrackletId(tracklet)
                        .setSequence(Math.round(end * 10))
                        .setModality(Modality.MODALITY_PERSON)
                        .setVector(UnitVector.normalize(model, in(model, look), 0.8f)
                                .toMessage()))
                .build();
    }

    static float[] in(String model, float[] look) {
        return model.equals(NEW) ? Scene.other(look) : look;
    }

    static Map<String, List<Calibration>> calibrations() {
        Map<String, List<Calibration>> both = new HashMap<>(Scene.calibrations());
        both.put(NEW, List.of(calibration()));
        return both;
    }

    /** Stricter than the old model's: one stranger in a hundred from cosine .7. */
    static Calibration calibration() {
        ScoreDistribution impostor = new ScoreDistribution(
                10_000, new double[] {-1, 0, 0.7, 0.72, 0.75}, new double[] {1, 0.5, 0.01, 0.001, 0.0001});
        ScoreDistribution genuine =
                new ScoreDistribution(1_000, new double[] {0.5, 0.65, 0.9}, new double[] {1, 0.99, 0.5});
        return new Calibration(Comparison.TRACKLET_EXEMPLAR, "chosen", "00", 100, genuine, impostor);
    }
}
