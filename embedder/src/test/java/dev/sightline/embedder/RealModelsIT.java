package dev.sightline.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.detect.NetworkDetector;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.testkit.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The measures that the default models promise, and models of others by manifest alone. */
class RealModelsIT {
    private static final NetworkSettings CPU = NetworkSettings.defaults();
    private static final long SEED = 3;

    @Test
    void shouldFindThePeopleOfAStreet() throws Exception {
        double precision = streetPrecision(RealModels.byDefault("person-centernet"), 1000);

        System.out.printf("person-centernet AP50 on every 5th frame: %.4f%n", precision);
        assertThat(precision).isGreaterThanOrEqualTo(0.87);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yolox-nano", "nanodet-m"})
    void shouldFindPeopleWithDetectorsOfOthersByManifestAlone(String id) throws Exception {
        double precision = streetPrecision(RealModels.example(id), 30);

        System.out.printf("%s AP50 on 30 frames: %.4f%n", id, precision);
        assertThat(precision).isGreaterThan(0.8);
    }

    @Test
    void shouldTellFacesApart() throws Exception {
        double rate = faceErrorRate("face-faceplugin-detect", "face-faceplugin-landmarks");

        System.out.printf("AT&T equal error rate: %.4f%n", rate);
        assertThat(rate).isLessThanOrEqualTo(0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scrfd", "yunet"})
    void shouldTellFacesApartWithDetectorsThatGiveTheFivePointsThemselves(String id) throws Exception {
        double rate = faceErrorRate(id, "");

        System.out.printf("AT&T equal error rate with %s: %.4f%n", id, rate);
        assertThat(rate).isLessThanOrEqualTo(0.02);
    }

    @ParameterizedTest
    @CsvSource({"osnet-x025, 0.35", "reid-retail-0248, 0.3", "person-colour-strip, 0.1"})
    void shouldFindPeopleAgainInAnotherCamera(String id, double least) throws Exception {
        ModelPackage model = id.equals("person-colour-strip") ? RealModels.byDefault(id) : RealModels.example(id);
        List<Path> first = new ArrayList<>();
        List<Path> second = new ArrayList<>();
        for (int person = 643; person <= 742; person++) {
            first.add(crop(person, 0));
            second.add(crop(person, 5));
        }
        try (CropDescriber describer = CropDescriber.people(model, CPU)) {
            List<Optional<UnitVector>> probes = describer.describe(first);
            List<Optional<UnitVector>> gallery = describer.describe(second);
            int right = 0;
            for (int i = 0; i < probes.size(); i++) {
                UnitVector probe = probes.get(i).orElseThrow();
                int best = 0;
                for (int j = 1; j < gallery.size(); j++) {
                    if (probe.cosine(gallery.get(j).orElseThrow())
                            > probe.cosine(gallery.get(best).orElseThrow())) {
                        best = j;
                    }
                }
                right += best == i ? 1 : 0;
            }
            System.out.printf("%s rank-1 of 100 people of CUHK03: %.2f%n", id, right / 100.0);
            assertThat(right / 100.0).isGreaterThanOrEqualTo(least);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "person-centernet, 3, 480, 640, 255",
        "face-faceplugin-detect, 3, 240, 320, 1",
        "face-faceplugin-landmarks, 1, 64, 64, 1",
        "face-faceplugin-descriptor, 3, 112, 112, 1"
    })
    void shouldGiveTheSameBitsWhateverSharesTheBatch(String id, int channels, int height, int width, float scale) {
        int size = channels * height * width;
        int batch = 3;
        float[] values = new float[batch * size];
        Random random = new Random(SEED);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * scale;
        }
        try (Network network = Network.open(RealModels.byDefault(id).network(), CPU)) {
            List<float[]> together = run(network, values, new long[] {batch, channels, height, width});
            for (int i = 0; i < batch; i++) {
                float[] one = Arrays.copyOfRange(values, i * size, (i + 1) * size);
                List<float[]> alone = run(network, one, new long[] {1, channels, height, width});
                for (int output = 0; output < alone.size(); output++) {
                    int stride = alone.get(output).length;
                    float[] part = Arrays.copyOfRange(together.get(output), i * stride, (i + 1) * stride);
                    // Not containsExactly: it is quadratic, and a heat map has 1.5 million values.
                    assertThat(Arrays.equals(part, alone.get(output)))
                            .as("seed %d, picture %d, output %d", SEED, i, output)
                            .isTrue();
                }
            }
        }
    }

    /** Every output, whole. */
    private static List<float[]> run(Network network, float[] values, long[] shape) {
        return network.use(lane -> {
            lane.input(shape).put(0, values);
            var outputs = lane.run(shape);
            return network.outputNames().stream()
                    .map(name -> {
                        float[] all = new float[outputs.get(name).values().capacity()];
                        outputs.get(name).values().get(0, all);
                        return all;
                    })
                    .toList();
        });
    }

    private static double streetPrecision(ModelPackage model, int frames) throws Exception {
        Map<Integer, List<Region>> truth = Footage.streetTruth();
        double lowest = truth.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Region::height)
                .min()
                .orElseThrow();
        AveragePrecision precision = new AveragePrecision(768, 576, lowest);
        try (NetworkDetector detector = NetworkDetector.open(wide(model), CPU)) {
            Footage.street(
                    5,
                    frames,
                    (number, picture) -> precision.add(
                            detector.detect(List.of(picture)).get(0), truth.getOrDefault(number, List.of())));
        }
        return precision.value();
    }

    /** With a low threshold, as average precision wants the whole curve. */
    private static ModelPackage wide(ModelPackage model) {
        ModelManifest m = model.manifest();
        Map<String, String> options = new HashMap<>(m.decoderOptions());
        options.put("scoreThreshold", "0.05");
        ModelManifest wide = new ModelManifest(
                m.task(),
                m.id(),
                m.version(),
                m.file(),
                m.sha256(),
                m.input(),
                m.decoder(),
                options,
                m.dimension(),
                m.calibrations(),
                m.lineage(),
                m.license(),
                m.source(),
                m.fetch());
        return new ModelPackage(wide, model.network());
    }

    /** All pairs of 40 people with 10 pictures each; a picture without a face counts as never accepted. */
    private static double faceErrorRate(String detector, String landmarks) throws Exception {
        Path folder = TestData.require("faces/att");
        List<Optional<UnitVector>> faces = new ArrayList<>();
        try (CropDescriber describer = CropDescriber.faces(
                landmarks.isEmpty() ? RealModels.example(detector) : RealModels.byDefault(detector),
                landmarks.isEmpty() ? null : RealModels.byDefault(landmarks),
                RealModels.byDefault("face-faceplugin-descriptor"),
                CPU)) {
            for (int i = 0; i < 400; i++) {
                faces.add(describer.describe(folder.resolve("s" + (i / 10 + 1) + "/" + (i % 10 + 1) + ".pgm")));
            }
        }
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            for (int j = i + 1; j < faces.size(); j++) {
                Optional<UnitVector> other = faces.get(j);
                double cosine = faces.get(i).flatMap(a -> other.map(a::cosine)).orElse(-1.0);
                pairs.add(new double[] {cosine, i / 10 == j / 10 ? 1 : 0});
            }
        }
        return equalErrorRate(pairs);
    }

    private static double equalErrorRate(List<double[]> pairs) {
        pairs.sort(Comparator.comparingDouble(p -> -p[0]));
        double genuine = pairs.stream().mapToDouble(p -> p[1]).sum();
        double impostors = pairs.size() - genuine;
        double accepted = 0;
        double wrong = 0;
        for (double[] pair : pairs) {
            accepted += pair[1];
            wrong += 1 - pair[1];
            double missed = 1 - accepted / genuine;
            if (wrong / impostors >= missed) {
                return (wrong / impostors + missed) / 2;
            }
        }
        return 1;
    }

    private static Path crop(int person, int from) {
        for (int k = from; k < from + 5; k++) {
            Optional<Path> found = TestData.find(String.format("reid/cuhk03/%04d_%02d.jpg", person, k));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return TestData.require(String.format("reid/cuhk03/%04d_%02d.jpg", person, from));
    }
}
