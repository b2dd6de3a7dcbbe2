package dev.sightline.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    private final Calibrator calibrator = new Calibrator(CalibrationPolicy.defaults());

    @Test
    void shouldCountCrossCameraPairsAsGenuineAndAllOthersAsImpostors() {
        List<LabeledDescriptor> crops = List.of(
                crop("1", "anna", "north", "", 1, 0),
                crop("2", "anna", "north", "", .9, .1),
                crop("3", "anna", "south", "", .8, .2),
                crop("4", "ben", "north", "", 0, 1));

        Calibration single = only(calibrator.calibrate("two people", crops), Comparison.CROP_CROP);

        assertThat(single.genuine().count()).isEqualTo(2);
        assertThat(single.impostor().count()).isEqualTo(3);
        assertThat(single.identities()).isEqualTo(2);
        assertThat(single.cosineAtFmr(1.0 / 3)).isCloseTo(.2 / Math.hypot(.8, .2), within(1e-6));
        assertThat(single.fnmr(.5)).isZero();
    }

    @Test
    void shouldPairDifferentCropsWhereAllComeFromOneCamera() {
        List<LabeledDescriptor> crops = List.of(
                crop("1", "anna", "booth", "", 1, 0),
                crop("2", "anna", "booth", "", .9, .1),
                crop("3", "anna", "booth", "", .8, .2),
                crop("4", "anna", "booth", "", .7, .2),
                crop("5", "ben", "booth", "", 0, 1));

        List<Calibration> found = calibrator.calibrate("booth", crops);

        assertThat(only(found, Comparison.CROP_CROP).genuine().count()).isEqualTo(6);
        // Two tracklets of two crops: each mean meets the other's two crops, and ben's one crop.
        assertThat(only(found, Comparison.TRACKLET_EXEMPLAR).genuine().count()).isEqualTo(4);
        assertThat(only(found, Comparison.TRACKLET_EXEMPLAR).impostor().count()).isEqualTo(2);
        // Ben has no tracklet, so no impostor pair of tracklets exists.
        assertThat(found).hasSize(2);
    }

    @Test
    void shouldNotTakeDistractorsForOnePersonSeenByTwoCameras() {
        List<LabeledDescriptor> crops = new java.util.ArrayList<>(List.of(
                crop("1", "anna", "north", "", 1, 0),
                crop("2", "anna", "south", "", .8, .2),
                crop("3", "ben", "north", "", 0, 1)));
        List<Calibration> people = calibrator.calibrate("people", crops);
        crops.add(crop("4", Label.DISTRACTOR, "north", "", .5, .5));
        crops.add(crop("5", Label.DISTRACTOR, "south", "", 0, 1));

        assertThat(calibrator.calibrate("people", crops)).isEqualTo(people);
    }

    @Test
    void shouldAgreeWithCountingEveryPair() {
        long seed = 5;
        List<LabeledDescriptor> crops = people(20, 2, 6, seed);

        List<Calibration> found = calibrator.calibrate("made up", crops);

        for (Calibration calibration : found) {
            long genuine = 0;
            long impostor = 0;
            long missed = 0;
            long let = 0;
            double threshold = calibration.cosineAtFmr(.01);
            List<LabeledDescriptor> left = calibration.comparison() == Comparison.CROP_CROP ? crops : means(crops);
            List<LabeledDescriptor> right =
                    calibration.comparison() == Comparison.TRACKLET_TRACKLET ? means(crops) : crops;
            for (LabeledDescriptor a : left) {
                for (LabeledDescriptor b : right) {
                    boolean once = calibration.comparison() == Comparison.TRACKLET_EXEMPLAR
                            || a.source().compareTo(b.source()) < 0;
                    boolean same = a.identity().equals(b.identity());
                    double cosine = Math.rint(a.vector().cosine(b.vector()) * 1e6) / 1e6;
                    if (once && same && !a.camera().equals(b.camera())) {
                        genuine++;
                        missed += cosine < threshold ? 1 : 0;
                    } else if (once && !same) {
                        impostor++;
                        let += cosine >= threshold ? 1 : 0;
                    }
                }
            }
            assertThat(calibration.genuine().count())
                    .as(calibration.comparison().label())
                    .isEqualTo(genuine);
            assertThat(calibration.impostor().count()).isEqualTo(impostor);
            assertThat(let / (double) impostor).isLessThanOrEqualTo(.01).isCloseTo(.01, within(.0015));
            assertThat(calibration.fmr(threshold)).isCloseTo(let / (double) impostor, within(1e-12));
            // Between two genuine scores the share is interpolated: off by about one of them.
            assertThat(calibration.fnmr(threshold)).isCloseTo(missed / (double) genuine, within(1.0 / genuine + .002));
        }
        assertThat(found).hasSize(3);
    }

    @Test
    void shouldUseTheTrackletsThatTheDataNames() {
        List<LabeledDescriptor> crops = List.of(
                crop("1", "anna", "north", "a", 1, 0),
                crop("2", "anna", "north", "a", .9, .1),
                crop("3", "anna", "south", "b", .8, .2),
                crop("4", "anna", "south", "b", .8, .2),
                crop("5", "ben", "north", "c", 0, 1),
                crop("6", "ben", "north", "c", 0, 1),
                crop("7", "ben", "north", "d", .1, 1),
                crop("8", "ben", "north", "d", .1, 1));

        Calibration tracklets = only(calibrator.calibrate("named", crops), Comparison.TRACKLET_TRACKLET);

        assertThat(tracklets.genuine().count()).isEqualTo(1);
        assertThat(tracklets.impostor().count()).isEqualTo(4);
    }

    @Test
    void shouldDrawTheSamePairsForTheSameSeed() {
        List<LabeledDescriptor> crops = people(20, 2, 6, 8);
        Calibrator bounded = new Calibrator(new CalibrationPolicy(20, 1_000, 3));

        List<Calibration> once = bounded.calibrate("made up", crops);

        assertThat(once).isEqualTo(bounded.calibrate("made up", crops));
        assertThat(only(once, Comparison.CROP_CROP).impostor().count()).isEqualTo(1_000);
        double exact = only(calibrator.calibrate("made up", crops), Comparison.CROP_CROP)
                .cosineAtFmr(.1);
        assertThat(only(once, Comparison.CROP_CROP).fmr(exact)).isCloseTo(.1, within(.03));
    }

    @Test
    void shouldHashTheDataNotItsOrder() {
        List<LabeledDescriptor> crops = people(3, 2, 2, 8);
        List<LabeledDescriptor> shuffled = new ArrayList<>(crops);
        Collections.reverse(shuffled);
        List<LabeledDescriptor> other = new ArrayList<>(crops);
        other.set(0, crop("other", "0", "c0", "", 1, 0, 0, 0, 0, 0, 0, 0));

        String hash = calibrator.calibrate("d", crops).get(0).datasetSha256();

        assertThat(hash).hasSize(64);
        assertThat(calibrator.calibrate("d", shuffled).get(0).datasetSha256()).isEqualTo(hash);
        assertThat(calibrator.calibrate("d", other).get(0).datasetSha256()).isNotEqualTo(hash);
    }

    @Test
    void shouldRefuseDataThatCannotCalibrate() {
        assertRefused("at least 2", crop("1", "anna", "north", "", 1, 0), crop("2", "anna", "south", "", 1, 0));
        assertRefused("no genuine pair", crop("1", "anna", "north", "", 1, 0), crop("2", "ben", "south", "", 1, 0));
        assertRefused("crop 1 twice", crop("1", "anna", "north", "", 1, 0), crop("1", "anna", "south", "", 1, 0));
        assertRefused(
                "mixes descriptors",
                crop("1", "anna", "north", "", 1, 0),
                new LabeledDescriptor("2", "ben", "north", "", UnitVector.normalize("other@1", new float[] {1, 0}, 1)));
    }

    @Test
    void shouldShowTheCostOfEachRate() {
        String table =
                CalibrationTable.text(only(calibrator.calibrate("made up", people(20, 2, 6, 5)), Comparison.CROP_CROP));

        assertThat(table).contains("crop-crop on made up: 20 people, 720 genuine and 27,360 impostor pairs");
        assertThat(table)
                .contains("  1.0E-4    ")
                .contains("  1.0E-5    left out: 27,360 impostor pairs cannot show it, it takes 100,000");
    }

    @Test
    void shouldTellStrangersOfOneCameraFromStrangersOfTwo() {
        // In camera c0 everybody wears its color cast.
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (LabeledDescriptor crop : people(20, 2, 6, 5)) {
            float[] values = crop.vector().values();
            values[0] += crop.camera().equals("c0") ? 1 : 0;
            crops.add(new LabeledDescriptor(
                    crop.source(), crop.identity(), crop.camera(), "", UnitVector.normalize("made-up@1", values, 1)));
        }
        Calibration crop = only(calibrator.calibrate("cast", crops), Comparison.CROP_CROP);

        CameraEffect effect = calibrator.cameraEffect(crop, crops).orElseThrow();

        // 20 people x 6 crops a camera: 19 x 6 strangers in each camera, over two cameras each with each.
        assertThat(effect.oneCamera()).isEqualTo(2 * 120 * 114 / 2);
        assertThat(effect.twoCameras()).isEqualTo(120 * 114);
        CameraEffect.Rate rate = effect.rates().get(0);
        assertThat(rate.oneCamera()).isGreaterThan(2 * rate.twoCameras());
        double mixed = (rate.oneCamera() * effect.oneCamera() + rate.twoCameras() * effect.twoCameras()) / 27_360;
        assertThat(mixed).isCloseTo(crop.fmr(crop.cosineAtFmr(.01)), within(1e-4));
        assertThat(effect.text()).contains("13,680 are of one camera, 13,680 of two", "FMR 0.01");
        List<LabeledDescriptor> one =
                crops.stream().filter(c -> c.camera().equals("c0")).toList();
        assertThat(calibrator.cameraEffect(crop, one)).isEmpty();
    }

    private void assertRefused(String message, LabeledDescriptor... crops) {
        assertThatThrownBy(() -> calibrator.calibrate("d", List.of(crops)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Calibration only(List<Calibration> found, Comparison comparison) {
        return found.stream()
                .filter(c -> c.comparison() == comparison)
                .findFirst()
                .orElseThrow();
    }

    private static List<LabeledDescriptor> means(List<LabeledDescriptor> crops) {
        List<LabeledDescriptor> means = new ArrayList<>();
        for (List<LabeledDescriptor> tracklet : Tracklets.of(crops, 20)) {
            LabeledDescriptor first = tracklet.get(0);
            means.add(new LabeledDescriptor(
                    "mean " + first.source(), first.identity(), first.camera(), "", Tracklets.mean(tracklet)));
        }
        return means;
    }

    private static List<LabeledDescriptor> people(int people, int cameras, int each, long seed) {
        Random random = new Random(seed);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            double[] face = random.doubles(8, -1, 1).toArray();
            for (int c = 0; c < cameras; c++) {
                for (int k = 0; k < each; k++) {
                    double[] seen = face.clone();
                    for (int i = 0; i < seen.length; i++) {
                        seen[i] += .4 * random.nextGaussian();
                    }
                    crops.add(crop(p + "/" + c + "/" + k, "" + p, "c" + c, "", seen));
                }
            }
        }
        return crops;
    }

    private static LabeledDescriptor crop(
            String source, String identity, String camera, String tracklet, double... raw) {
        float[] values = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = (float) raw[i];
        }
        return new LabeledDescriptor(source, identity, camera, tracklet, UnitVector.normalize("made-up@1", values, 1));
    }
}
