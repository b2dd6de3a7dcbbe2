package dev.sightline.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on drawn people in plain clothes, described by the built-in color strip. */
class EvaluateCommandsTest {
    private static final int PEOPLE = 60;
    private static final String STRIP = "person-colour-strip";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        Random random = new Random(5);
        StringBuilder list = new StringBuilder("path,identity,camera\n");
        for (int p = 0; p < PEOPLE; p++) {
            Color shirt = new Color(random.nextInt(1 << 24));
            Color trousers = new Color(random.nextInt(1 << 24));
            for (int k = 0; k < 6; k++) {
                String name = String.format("%04d_%02d.png", p, k < 3 ? k : k + 2);
                draw(folder.resolve("crops").resolve(name), shirt, trousers, random.nextInt(30));
                list.append(name).append(",p").append(p).append(k < 3 ? ",north\n" : ",south\n");
            }
        }
        Files.writeString(folder.resolve("crops/list.csv"), list);
    }

    private static void draw(Path file, Color shirt, Color trousers, int shift) throws IOException {
        BufferedImage image = new BufferedImage(32, 96, BufferedImage.TYPE_INT_RGB);
        Graphics graphics = image.createGraphics();
        graphics.setColor(new Color(90 + shift, 90 + shift, 90));
        graphics.fillRect(0, 0, 32, 96);
        graphics.setColor(shirt);
        graphics.fillRect(4, 18 + shift / 6, 24, 34);
        graphics.setColor(trousers);
        graphics.fillRect(7, 52 + shift / 6, 18, 40);
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void shouldFindPeopleAgain() throws IOException {
        CommandRun text = run("evaluate", "reid", "--images", list(), "--model", STRIP);
        CommandRun json = run("evaluate", "reid", "--images", list(), "--model", STRIP, "--rerank", "--json");
        CommandRun shot =
                run("evaluate", "reid", "--images", list(), "--model", STRIP, "--single-shot", "--from", "north");

        assertThat(text.status()).isZero();
        assertThat(text.out())
                .contains("people asking           60", "rank-1 95% over people", "per camera pair")
                .containsPattern("north -> south +180 +60 +0\\.");
        JsonNode reranked = new ObjectMapper().readTree(json.out());
        assertThat(reranked.get("protocol").asText()).isEqualTo("Market-1501, re-ranked (20, 6, 0.3)");
        assertThat(reranked.get("rank-1").asDouble()).isGreaterThan(.5);
        assertThat(shot.out()).contains("single-shot, 10 repeats, seed 1");
    }

    @Test
    void shouldCompareCropsLessWhatTheirCameraShows() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode plain = json.readTree(run("evaluate", "reid", "--images", list(), "--model", STRIP, "--json")
                .out());
        JsonNode centered = json.readTree(
                run("evaluate", "reid", "--images", list(), "--model", STRIP, "--center-cameras", "--json")
                        .out());
        Path alone = folder.resolve("crops/alone.csv");
        Files.writeString(alone, "path,identity,camera\n0000_00.png,anna,north\n");

        assertThat(centered.get("queries")).isEqualTo(plain.get("queries"));
        assertThat(centered.get("mAP (step)").asDouble())
                .isGreaterThan(.5)
                .isNotEqualTo(plain.get("mAP (step)").asDouble());
        assertThat(run("evaluate", "reid", "--images", alone.toString(), "--model", STRIP, "--center-cameras")
                        .err())
                .startsWith("sightline: --center-cameras leaves nothing to compare: crop 0000_00.png");
    }

    @Test
    void shouldTakeFoldersNamedInAKnownWayAndSomeOfTheirPeople() {
        CommandRun run = run(
                "evaluate", "reid", "--data", "home=" + folder.resolve("crops"), "--people", "0-29", "--model", STRIP);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("people asking           30").containsPattern("home/1 -> home/2 +90 +30");
        assertThat(run("evaluate", "reid", "--model", STRIP).err())
                .startsWith("sightline: say which crops: either --images LIST or --data SITE=PATH");
        assertThat(run("evaluate", "reid", "--images", list(), "--people", "3", "--model", STRIP)
                        .err())
                .startsWith("sightline: --people and --format choose from --data");
    }

    @Test
    void shouldSayWhichCameraDrifted() throws IOException {
        Path dark = folder.resolve("dark");
        Random random = new Random(9);
        StringBuilder list = new StringBuilder("path,identity,camera\n");
        for (int p = 0; p < PEOPLE; p++) {
            String name = p + ".png";
            draw(dark.resolve(name), new Color(0, 0, random.nextInt(40)), Color.BLACK, random.nextInt(30));
            list.append(name).append(",q").append(p).append(",north\n");
        }
        Files.writeString(dark.resolve("list.csv"), list);

        CommandRun same =
                run("evaluate", "drift", "--model", STRIP, "--before", "yard=" + list(), "--now", "yard=" + list());
        CommandRun drifted = run(
                "evaluate",
                "drift",
                "--model",
                STRIP,
                "--before",
                "yard=" + list(),
                "--now",
                "yard=" + dark.resolve("list.csv"));

        assertThat(same.status()).as(same.err()).isZero();
        assertThat(same.out()).contains("camera yard/north", "PSI of scores");
        assertThat(drifted.status()).isEqualTo(3);
        assertThat(drifted.err() + drifted.out())
                .contains("camera yard/north", "no longer distributed as before", "camera yard/south", "too few crops");
        assertThat(run("evaluate", "drift", "--model", STRIP, "--before", "a=b", "--now", "a=b", "--limit", "0")
                        .err())
                .startsWith("sightline: --limit is 0.0; allowed: above 0");
    }

    @Test
    void shouldAskAGalleryOfAnotherModel() throws IOException {
        CommandRun run = run("evaluate", "reid", "--images", list(), "--model", STRIP, "--gallery-model", STRIP);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("people asking           60");
        String one = unlearned(7);
        double own = asked(one, one);
        assertThat(own).isGreaterThan(.3);
        // What another network makes of the gallery says nothing to this one: chance is 1 in 60.
        assertThat(asked(one, unlearned(8))).isLessThan(own / 3);
        assertThat(run("evaluate", "reid", "--images", list(), "--model", STRIP, "--gallery-model", STRIP, "--rerank")
                        .err())
                .startsWith("sightline: --rerank compares within one model");
        assertThat(run(
                                "evaluate",
                                "reid",
                                "--images",
                                list(),
                                "--model",
                                STRIP,
                                "--gallery-model",
                                STRIP,
                                "--report",
                                folder.resolve("galleries").toString())
                        .err())
                .startsWith("sightline: --report shows how one model finds its own crops");
        assertThat(folder.resolve("galleries")).doesNotExist();
        assertThat(run("evaluate", "verification", "--images", list(), "--model", STRIP, "--pair-head")
                        .err())
                .contains("has no pair head");
    }

    /** A network of random weights, of a seed of its own. */
    private static String unlearned(long seed) throws IOException {
        Path network = folder.resolve("unlearned-" + seed);
        new DrawnPeople(seed, 125).unlearned(network);
        return network.toString();
    }

    /** Rank-1 of a model in the gallery of another. */
    private double asked(String model, String gallery) throws IOException {
        CommandRun run =
                run("evaluate", "reid", "--images", list(), "--model", model, "--gallery-model", gallery, "--json");
        return new ObjectMapper().readTree(run.out()).get("rank-1").asDouble();
    }

    @Test
    void shouldEndWithThreeWhenPicturesAreLeftOut() throws IOException {
        Path crops = folder.resolve("damaged");
        Files.createDirectories(crops);
        try (Stream<Path> whole = Files.list(folder.resolve("crops"))) {
            for (Path picture : whole.filter(p -> p.toString().endsWith(".png")).toList()) {
                Files.copy(picture, crops.resolve(String.valueOf(picture.getFileName())));
            }
        }
        Files.writeString(crops.resolve("0000_00.png"), "no picture");

        CommandRun text = run("evaluate", "reid", "--data", "home=" + crops, "--model", STRIP);
        CommandRun json = run("evaluate", "reid", "--data", "home=" + crops, "--model", STRIP, "--json", "-q");

        assertThat(text.status()).isEqualTo(3);
        assertThat(text.err()).contains("1 problem:", "0000_00.png", "left out", "-> ");
        assertThat(json.status()).isEqualTo(3);
        JsonNode document = new ObjectMapper().readTree(json.out());
        assertThat(document.get("rank-1").isNumber()).isTrue();
        assertThat(document.at("/problems/0/what").asText()).contains("0000_00.png");
        assertThat(document.get("exit").asInt()).isEqualTo(3);
    }

    @Test
    void shouldWriteAReport() throws IOException {
        Path report = folder.resolve("report");

        CommandRun run = run("evaluate", "reid", "--images", list(), "--model", STRIP, "--report", report.toString());

        assertThat(run.out()).contains("The report is in " + report.resolve("report.html") + ".");
        assertThat(Files.readString(report.resolve("report.html"))).contains(STRIP + "@1 on list.csv", "ROC");
    }

    @Test
    void shouldTellPairsApart() {
        CommandRun run =
                run("evaluate", "verification", "--images", list(), "--model", STRIP, "--lfw", "--far", "0.01,1e-9");

        assertThat(run.out())
                .contains("at FAR 0.01", "ten folds drawn, seed 1", "LFW accuracy", "FAR not shown")
                .contains("cosine that 0.01 of the strangers exceed", "of one camera", "gap");
        assertThat(run("evaluate", "verification", "--images", list(), "--model", STRIP, "--far", "2")
                        .err())
                .startsWith("sightline: --far 2.0 is not allowed");
    }

    @Test
    void shouldTellStrangersFromTheEnrolled() {
        CommandRun run = run("evaluate", "openset", "--images", list(), "--model", STRIP, "--fpir", "0.1");

        assertThat(run.out())
                .contains("people in the gallery  30", "rows in the gallery    90", "non-mated probes       180")
                .contains("at FPIR 0.1", "FNIR rank 1 95% over people");
    }

    @Test
    void shouldKeepThresholdsInThePackage() throws IOException {
        Path mine = copy("mine");

        CommandRun run = run("calibrate", "--images", list(), "--model", mine.toString(), "--store");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("1.0E-5    left out: ", " pairs cannot show it, it takes 100,000", "are of one camera");
        assertThat(run.out()).contains("crop-crop, strangers of one camera, by site", "; list.csv 0.");
        JsonNode crop = new ObjectMapper()
                .readTree(mine.resolve(ManifestJson.CURVES).toFile())
                .get("calibrations")
                .get(0);
        assertThat(crop.get("thresholds")).hasSize(3);
        assertThat(crop.get("thresholds").get(0).get("fmr").asDouble()).isEqualTo(.01);
        assertThat(run("calibrate", "--images", list(), "--model", STRIP, "--store")
                        .err())
                .startsWith("sightline: model person-colour-strip came with Sightline");
    }

    @Test
    void shouldAddTheCurvesOfASiteAndKeepThoseOverAll() throws IOException {
        Path mine = copy("ours");
        ModelManifest before = ManifestJson.read(mine.resolve(ManifestJson.FILE));

        CommandRun run = run(
                "calibrate",
                "--data",
                "home=" + folder.resolve("crops"),
                "--model",
                mine.toString(),
                "--add",
                "--store");

        assertThat(run.status()).as(run.err()).isZero();
        ModelManifest after = ManifestJson.read(mine.resolve(ManifestJson.FILE));
        assertThat(after.calibrations()).isEqualTo(before.calibrations());
        assertThat(after.siteCurves())
                .extracting(c -> c.site() + ", " + c.pairs().label())
                .contains("home, same-camera", "home, two-cameras");
    }

    @Test
    void shouldRefuseToCalibrateOnFewPeople() {
        String[] few = {"calibrate", "--data", "home=" + folder.resolve("crops"), "--people", "0-3", "--model", STRIP};

        CommandRun refused = run(few);
        CommandRun wanted = run(
                Stream.concat(Stream.of(few), Stream.of("--least-people", "4")).toArray(String[]::new));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("needs at least 20 people seen by two cameras; of 4 people 4 were")
                .contains("--least-people 4");
        assertThat(wanted.status()).isZero();
    }

    @Test
    void shouldPassRefuseAndNotDecide() throws IOException {
        String challenger = copy("challenger").toString();

        CommandRun passed =
                run("evaluate", "gate", "--champion", STRIP, "--challenger", challenger, "--images", list());
        CommandRun refused = run(
                "evaluate",
                "gate",
                "--champion",
                STRIP,
                "--challenger",
                challenger,
                "--images",
                list(),
                "--parity",
                "0.5",
                "--store");
        CommandRun unclear = run(
                "evaluate",
                "gate",
                "--champion",
                STRIP,
                "--challenger",
                challenger,
                "--data",
                "home=" + folder.resolve("crops"),
                "--people",
                "0-29",
                "--json");

        assertThat(passed.out()).contains("challenger@1 against person-colour-strip@1", "PASSED", "latency");
        assertThat(passed.status()).isZero();
        assertThat(refused.out()).contains("REFUSED", "differs from the trained one by 0.5");
        assertThat(refused.status()).isEqualTo(4);
        assertThat(ManifestJson.read(Path.of(challenger, ManifestJson.FILE)).lineage())
                .containsEntry("gate", "refused against person-colour-strip@1 on 60 people, 360 queries");
        assertThat(new ObjectMapper()
                        .readTree(Path.of(challenger, "gate.json").toFile())
                        .get("verdict")
                        .asText())
                .isEqualTo("refused");
        assertThat(new ObjectMapper().readTree(unclear.out()).get("verdict").asText())
                .isEqualTo("inconclusive");
        assertThat(unclear.status()).isEqualTo(5);
    }

    private static String list() {
        return folder.resolve("crops/list.csv").toString();
    }

    private static Path copy(String id) throws IOException {
        Path target = folder.resolve(id).resolve(ManifestJson.FILE);
        ModelManifest strip =
                ManifestJson.read(bundled(ManifestJson.FILE), ManifestJson.FILE, EvaluateCommandsTest::bundled);
        ManifestJson.write(strip, target);
        String renamed = Files.readString(target).replace("\"" + STRIP + "\"", "\"" + id + "\"");
        Files.writeString(target, renamed.replaceAll(",\\s*\"packageSha256\" : \"[0-9a-f]{64}\"", ""));
        return folder.resolve(id);
    }

    private static byte[] bundled(String file) {
        String resource = "/dev/sightline/models/person-colour-strip/" + file;
        try (InputStream in = Objects.requireNonNull(ManifestJson.class.getResourceAsStream(resource))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.with(Map.of("data.cache", folder.resolve("cache").toString()), arguments);
    }
}
