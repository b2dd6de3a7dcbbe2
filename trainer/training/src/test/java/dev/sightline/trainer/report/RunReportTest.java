package dev.sightline.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.recipe.Recipes;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteOnePageThatNeedsNothingBesideIt() throws Exception {
        Path run = folder.resolve("run");
        log(run);
        Map<String, Path> pictures = new LinkedHashMap<>();
        List<LabeledDescriptor> crops = people(pictures);

        Path page = RunReport.write(
                run,
                new RunReport.Input(
                        "person-x <1>",
                        Map.of("epochs", 3, "loss", Map.of("triplet", Map.of("margin", .3))),
                        Optional.of(new RunReport.Judged("made-up people", crops, pictures))));

        String html = Files.readString(page);
        assertThat(html)
                .contains("<h1>person-x &lt;1&gt;</h1>", "Scores on made-up people", "rank-1 95% over people")
                .contains("a -&gt; b", "data:image/jpeg;base64,", "goes on from epoch 2", "margin")
                .doesNotContain("src=\"http", "href=", "<script");
        assertThat(html.split("<svg ", -1)).hasSize(1 + 2 + 8);
        for (String name : List.of("loss", "validation", "rate", "cmc", "roc", "distances", "speed")) {
            PlotTest.parse(Files.readString(run.resolve("plots/" + name + ".svg")));
        }
        BufferedImage sheet = ImageIO.read(run.resolve(RunReport.ERRORS).toFile());
        assertThat(sheet.getWidth()).isGreaterThan(280);
        assertThat(run.toFile().list()).containsExactlyInAnyOrder("report.html", "plots", "errors.jpg", "log.jsonl");
    }

    @Test
    void shouldShowSettingsAsTablesAndLabelEveryAxis() throws IOException {
        Path run = folder.resolve("settings");
        log(run);
        Map<String, Object> recipe = Recipes.tree(Recipes.read("person-strong", Map.of("batch.shares", "{a: 0.5}")));

        String html = Files.readString(
                RunReport.write(run, new RunReport.Input("x", Map.of("recipe", recipe), Optional.empty())));

        assertThat(html)
                .contains(">losses 1<", ">losses 2<", "<th>a</th>", "mean loss", "images a second")
                .doesNotContainPattern("\\{\\w+=|\\[\\{|\\[\\]|\\{\\}")
                .doesNotContainPattern("rotate\\(-90 14 \\d+\\)\"></text>");
        // Epochs 1 to 3: no epoch and a half.
        assertThat(html).doesNotContain(">1.5</text>");
    }

    @Test
    void shouldReportARunThatWasNeverJudged() throws IOException {
        Path run = folder.resolve("early");

        String html = Files.readString(
                RunReport.write(run, new RunReport.Input("early", Map.of("epochs", 3), Optional.empty())));

        assertThat(html).contains("early", "epochs").doesNotContain("Scores", "Training", "<svg");
    }

    @Test
    void shouldFrameQueryWrongAndRight() throws IOException {
        Path tall = picture("tall.png", 40, 120, Color.BLUE);
        Path wide = picture("wide.png", 90, 30, Color.YELLOW);
        ErrorSheet.Entry entry = new ErrorSheet.Entry(
                new ErrorSheet.Tile(tall, "cuhk03/0643-with-a-long-name", Double.NaN),
                new ErrorSheet.Tile(wide, "ben", .5),
                new ErrorSheet.Tile(tall, "anna", .75));

        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(ErrorSheet.jpeg(List.of(entry))));

        Color wrong = new Color(sheet.getRGB(10 + 94 + 44, 11));
        Color right = new Color(sheet.getRGB(10 + 2 * 94 + 44, 11));
        assertThat(wrong.getRed()).isGreaterThan(2 * wrong.getGreen());
        assertThat(right.getGreen()).isGreaterThan(right.getRed() + 50);
        assertThat(new Color(sheet.getRGB(10 + 44, 10 + 88)).getBlue()).isGreaterThan(200);
        assertThat(new Color(sheet.getRGB(10 + 94 + 44, 10 + 88)).getBlue()).isLessThan(80);
    }

    @Test
    void shouldNameAPictureThatCannotBeShown() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
        ErrorSheet.Tile tile = new ErrorSheet.Tile(broken, "anna", 1);

        assertThatThrownBy(() -> ErrorSheet.jpeg(List.of(new ErrorSheet.Entry(tile, tile, tile))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.jpg");
        assertThatThrownBy(() -> ErrorSheet.jpeg(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static void log(Path run) throws IOException {
        try (RunLog log = RunLog.open(run)) {
            for (int step = 1; step <= 30; step++) {
                log.write(Map.of(
                        "event",
                        "step",
                        "step",
                        step,
                        "rate",
                        1e-3 / step,
                        "images_per_second",
                        90 + step % 3,
                        "losses",
                        Map.of("softmax", 6.0 / step, "triplet", .7 / step)));
            }
            for (int epoch = 1; epoch <= 3; epoch++) {
                log.write(Map.of(
                        "event",
                        "epoch",
                        "epoch",
                        epoch,
                        "validation_rank1",
                        .2 * epoch,
                        "validation_map",
                        .1 * epoch,
                        "genuine_distance",
                        .5,
                        "impostor_distance",
                        1.2,
                        "active_triplets",
                        .4,
                        "effective_rank",
                        40.5,
                        "feature_norm",
                        11));
            }
            log.write(Map.of("event", "resumed", "epoch", 2, "message", "goes on from epoch 2"));
        }
    }

    private List<LabeledDescriptor> people(Map<String, Path> pictures) throws IOException {
        Random random = new Random(4);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < 12; p++) {
            double[] point = random.doubles(6, -1, 1).toArray();
            Color color = new Color(random.nextInt(1 << 24));
            for (int k = 0; k < 4; k++) {
                float[] values = new float[6];
                for (int i = 0; i < 6; i++) {
                    values[i] = (float) (point[i] + .5 * random.nextGaussian());
                }
                String source = p + "-" + k + ".png";
                crops.add(new LabeledDescriptor(
                        source, "p" + p, k < 2 ? "a" : "b", "", UnitVector.normalize("x@1", values, 1)));
                pictures.put(source, picture(source, 30, 80, color));
            }
        }
        return crops;
    }

    private Path picture(String name, int width, int height, Color color) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
