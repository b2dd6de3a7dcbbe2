package dev.sightline.models.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.calibration.SiteCurve;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {
    private static final Path MODELS = Path.of("../models");

    @TempDir
    Path folder;

    @Test
    void shouldRefuseAManifestOfMoreThanSixteenMebibytes() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };

        assertThatThrownBy(() -> ManifestJson.read(endless, "endless"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("endless: has more than 16777216 bytes");
    }

    @Test
    void shouldReadEveryManifestOfTheRepositoryAndKeepItOverAWrite() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(MODELS)) {
            files = walk.filter(p -> p.endsWith(ManifestJson.FILE)).toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(11);
        for (Path file : files) {
            ModelManifest manifest = ManifestJson.read(file);
            assertThat(ManifestJson.text(read(ManifestJson.text(manifest)))).isEqualTo(ManifestJson.text(manifest));
            assertThat(file).endsWith(Path.of(manifest.id(), ManifestJson.FILE));
        }
    }

    @Test
    void shouldKeepEverythingOverAWriteAndARead() {
        ModelManifest manifest = Manifests.descriptor("a", "1")
                .withCalibration(calibration(Comparison.TRACKLET_TRACKLET, "tracklets"))
                .withCalibration(calibration(Comparison.CROP_CROP, "old"))
                .withCalibration(calibration(Comparison.CROP_CROP, "crops"));

        ManifestJson.write(manifest, folder.resolve("new/model.json"));
        ModelManifest read = ManifestJson.read(folder.resolve("new/model.json"));

        assertThat(ManifestJson.text(read)).isEqualTo(ManifestJson.text(manifest));
        assertThat(read.calibrations()).extracting(Calibration::dataset).containsExactly("crops", "tracklets");
        assertThat(read.calibration(Comparison.CROP_CROP)
                        .orElseThrow()
                        .genuine()
                        .scores())
                .containsExactly(0.25, 0.5);
        assertThat(folder.resolve("new")).isDirectoryContaining("glob:**/model.json");
    }

    @Test
    void shouldKeepCurvesBesideTheManifestWithinItsChecksum() throws IOException {
        ModelManifest manifest = Manifests.descriptor("a", "1")
                .withCalibration(calibration(Comparison.CROP_CROP, "crops"))
                .withSiteCurves(List.of(
                        new SiteCurve("mall", SiteCurve.Pairs.TWO_CAMERAS, calibration(Comparison.CROP_CROP, "mall")),
                        new SiteCurve("mall", SiteCurve.Pairs.SAME_CAMERA, calibration(Comparison.CROP_CROP, "mall"))));
        Path file = folder.resolve("model.json");

        ManifestJson.write(manifest, file);

        Path curves = folder.resolve(ManifestJson.CURVES);
        assertThat(file).content().doesNotContain("scores").contains(Checksum.of(curves));
        ModelManifest read = ManifestJson.read(file);
        assertThat(read.siteCurves())
                .extracting(SiteCurve::pairs)
                .containsExactly(SiteCurve.Pairs.SAME_CAMERA, SiteCurve.Pairs.TWO_CAMERAS);
        assertThat(ManifestJson.text(read)).isEqualTo(ManifestJson.text(manifest));

        Files.writeString(curves, Files.readString(curves).replace("\"identities\" : 3", "\"identities\" : 4"));
        assertThatThrownBy(() -> ManifestJson.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the curves in calibration.json have SHA-256");
        Files.delete(curves);
        assertThatThrownBy(() -> ManifestJson.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("calibration.json: is missing");
    }

    @Test
    void shouldTakeAnotherFileOfCurvesForNothingWhenThePinIsChanged() throws IOException {
        Path file = folder.resolve("model.json");
        ManifestJson.write(
                Manifests.descriptor("a", "1").withCalibration(calibration(Comparison.CROP_CROP, "crops")), file);
        Path curves = folder.resolve(ManifestJson.CURVES);
        String before = Checksum.of(curves);
        Files.writeString(curves, Files.readString(curves).replace("\"identities\" : 3", "\"identities\" : 4"));
        Files.writeString(file, Files.readString(file).replace(before, Checksum.of(curves)));

        assertThatThrownBy(() -> ManifestJson.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("key 'packageSha256' does not fit");
    }

    @Test
    void shouldReadWhatEarlierVersionsKeptInTheManifest() throws IOException {
        ModelManifest manifest =
                Manifests.descriptor("a", "1").withCalibration(calibration(Comparison.CROP_CROP, "crops"));
        Path file = Files.writeString(folder.resolve("model.json"), ManifestJson.text(manifest));

        assertThat(ManifestJson.read(file)).isEqualTo(manifest);

        ManifestJson.write(manifest, file);
        assertThat(ManifestJson.read(file)).isEqualTo(manifest);
        ManifestJson.write(Manifests.descriptor("a", "1"), file);
        assertThat(folder.resolve(ManifestJson.CURVES)).doesNotExist();
    }

    @Test
    void shouldKeepTheLinesOfEveryPackageShort() throws IOException {
        try (Stream<Path> walk = Files.walk(MODELS)) {
            for (Path file : walk.filter(p -> !p.startsWith(MODELS.resolve("target")))
                    .filter(p -> p.endsWith(ManifestJson.CURVES) || p.endsWith(ManifestJson.FILE))
                    .toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).allMatch(line -> line.length() <= 250);
            }
        }
    }

    @Test
    void shouldWriteThresholdsThatThePairsCanShowAndRefuseOthers() {
        ScoreDistribution many = new ScoreDistribution(2_000, new double[] {0, .5, .75}, new double[] {1, .01, .001});
        String text = ManifestJson.text(Manifests.descriptor("a", "1")
                .withCalibration(new Calibration(Comparison.CROP_CROP, "crops", "0".repeat(64), 3, many, many)));

        assertThat(text).contains("\"fmr\" : 0.01,", "\"fmr\" : 0.001,", "\"cosine\" : 0.75,");
        assertThat(text).doesNotContain("\"fmr\" : 1.0E-4");
        assertThat(ManifestJson.text(read(text))).isEqualTo(text);
        assertThatThrownBy(() -> read(text.replace("\"cosine\" : 0.5,", "\"cosine\" : 0.4,")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("calibrations[0].thresholds[0]")
                .hasMessageContaining("cosine 0.4 is not what the impostor scores give for FMR 0.01")
                .hasMessageContaining("calibrate again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"task\": \"person-descriptor\" | \"task\": \"person\" | key 'task' is \"person\"; allowed: one of person-detection, face-detection, face-landmarks, person-descriptor, face-descriptor, image-text",
                "\"version\": \"1\" | \"wersion\": \"1\" | key 'wersion' is unknown; allowed: task, id, version",
                "\"version\": \"1\", | | key 'version' is missing; add it",
                "\"colour\": \"RGB\" | \"colour\": \"YUV\" | key 'input.colour' is \"YUV\"; allowed: one of RGB, BGR, GREY",
                "\"width\": 8 | \"width\": 0 | key 'input.width' is 0; allowed: a whole number 1..16384",
                "\"width\": 8 | \"width\": \"8\" | key 'input.width' is \"8\"; allowed: a whole number",
                "\"mean\": [0.0,0.0,0.0] | \"mean\": [0.0] | key 'input': input 'images' has 3 channels",
                "\"file\": \"n.onnx\" | \"file\": \"../n.onnx\" | key 'file' is \"../n.onnx\"; allowed: a plain name ending in .onnx",
                "\"dimension\": 4 | \"dimension\": 0 | key 'dimension' is 0; allowed: a whole number 1..65536",
                "\"dimension\": 4 | \"dimension\": 4, \"dimension\": 4 | is not JSON: Duplicate field 'dimension'",
            })
    void shouldNameFileKeyValueAndWhatIsAllowed(String from, String to, String message) {
        String good = "{\"task\": \"person-descriptor\", \"id\": \"a\", \"version\": \"1\", \"file\": \"n.onnx\","
                + " \"sha256\": \"\", \"input\": {\"name\": \"images\", \"layout\": \"NCHW\", \"width\": 8,"
                + " \"height\": 8, \"strideMultiple\": 1, \"colour\": \"RGB\", \"mean\": [0.0,0.0,0.0],"
                + " \"scale\": [1.0,1.0,1.0], \"resize\": \"stretch\", \"pad\": 0},"
                + " \"decoder\": {\"name\": \"descriptor\"}, \"dimension\": 4, \"licence\": \"\", \"source\": \"\"}";
        assertThat(read(good).modelId()).isEqualTo("a@1");

        String bad = good.replace(from, to == null ? "" : to);

        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("x.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseAManifestThatChangedSinceItWasPinned() {
        String text = ManifestJson.text(Manifests.descriptor("a", "1"));

        assertThatThrownBy(() -> read(text.replace("\"dimension\" : 4", "\"dimension\" : 5")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("packageSha256")
                .hasMessageContaining("delete the line");
        assertThat(read(unpinned(text.replace("\"dimension\" : 4", "\"dimension\" : 5")))
                        .dimension())
                .isEqualTo(5);
    }

    private static String unpinned(String text) {
        return text.replaceAll(",\\s*\"packageSha256\" : \"[0-9a-f]{64}\"", "");
    }

    private static ModelManifest read(String json) {
        return ManifestJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "x.json");
    }

    private static Calibration calibration(Comparison comparison, String dataset) {
        ScoreDistribution scores = new ScoreDistribution(10, new double[] {0.25, 0.5}, new double[] {1, 0.1});
        return new Calibration(comparison, dataset, "0".repeat(64), 3, scores, scores);
    }
}
