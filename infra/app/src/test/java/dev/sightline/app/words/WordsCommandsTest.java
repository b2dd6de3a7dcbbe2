package dev.sightline.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.terminal.ExitStatus;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the packages that come with Sightline, on painted crops. */
class WordsCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindCropsAndDrawThem() throws IOException {
        Path crops = Files.createDirectories(folder.resolve("crops"));
        paint(crops.resolve("red.png"), Color.RED);
        paint(crops.resolve("blue.png"), Color.BLUE);
        paint(crops.resolve("white.png"), Color.WHITE);
        Path sheet = folder.resolve("found.png");

        CommandRun found =
                run("words", "find", "man in a red shirt", "--crops", crops.toString(), "--sheet", sheet.toString());

        assertThat(found.err()).isEmpty();
        assertThat(found.status()).isEqualTo(ExitStatus.DONE);
        assertThat(found.out()).contains("red.png").contains("nobody of the 3 crops with probability");
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(200);
    }

    @Test
    void shouldRefuseBadQueriesBeforeAnythingIsDescribed() {
        CommandRun empty = run("words", "find", "", "--crops", "none");
        CommandRun german = run("words", "find", "Frau mit Hut", "--crops", "none");
        CommandRun none = run(
                "words",
                "find",
                "woman with a hat",
                "--crops",
                folder.resolve("none").toString());

        assertThat(empty.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(empty.err()).contains("says nothing");
        assertThat(german.err()).contains("does not read as an English description");
        assertThat(none.err()).contains("is no folder");
    }

    @Test
    void shouldMakeAClassOfCropsAndApplyIt() throws IOException {
        Path some = Files.createDirectories(folder.resolve("some"));
        for (int i = 0; i < 4; i++) {
            paint(some.resolve(i + ".png"), new Color(200 + i, 20 * i, 10));
        }

        Path nobody = Files.createDirectories(folder.resolve("nobody"));
        ImageIO.write(
                new BufferedImage(60, 140, BufferedImage.TYPE_INT_RGB),
                "png",
                nobody.resolve("black.png").toFile());

        CommandRun made = run("classes", "add", "red", "--crops", some.toString());
        CommandRun words = run("classes", "add", "white shirt", "--describe", "person in a white shirt");
        CommandRun applied = run("classes", "apply", "--crops", some.toString());
        CommandRun none = run("classes", "apply", "--crops", nobody.toString());

        assertThat(made.err()).isEmpty();
        assertThat(words.err()).isEmpty();
        assertThat(applied.status()).isEqualTo(ExitStatus.DONE);
        assertThat(applied.out()).contains("red: 4 of 4 crops.");
        assertThat(none.out()).contains("none of these: 1 of 1 crops.");
    }

    @Test
    void shouldLearnFromAHandfulOfCaptionsWithoutClaimingProbabilities() throws IOException {
        Path people = folder.resolve("mall");
        StringBuilder captions = new StringBuilder("[");
        Color[] colors = {Color.RED, Color.BLUE, Color.WHITE, Color.GREEN, Color.BLACK, Color.YELLOW};
        for (int i = 0; i < colors.length; i++) {
            Path own = Files.createDirectories(people.resolve("p" + i));
            paint(own.resolve("a.png"), colors[i]);
            paint(own.resolve("b.png"), colors[i].darker());
            captions.append(i == 0 ? "" : ",")
                    .append("{\"set\":\"mall\",\"person\":\"p" + i + "\",\"captions\":[\"a man in a shirt number " + i
                            + "\"]}");
        }
        captions.append(",{\"set\":\"mall\",\"person\":\"gone\",\"captions\":[\"a woman\"]}]");
        Path list = Files.writeString(folder.resolve("list.csv"), list(people, colors.length));
        Path file = Files.writeString(folder.resolve("captions.json"), captions.toString());

        CommandRun trained = run(
                "words",
                "train",
                "--data",
                "mall=" + list,
                "--captions",
                file.toString(),
                "--out",
                folder.resolve("run").toString(),
                "--change",
                "epochs=1",
                "--change",
                "members=1");

        assertThat(trained.status()).isEqualTo(ExitStatus.PROBLEMS);
        assertThat(trained.err()).contains("no calibration").contains("of whom there is no picture");
        assertThat(folder.resolve("run/package/model.json")).exists();
    }

    private static String list(Path people, int count) {
        List<String> lines = new ArrayList<>(List.of("path,identity,camera"));
        for (int i = 0; i < count; i++) {
            lines.add(people.getFileName() + "/p" + i + "/a.png,p" + i + ",1");
            lines.add(people.getFileName() + "/p" + i + "/b.png,p" + i + ",2");
        }
        return String.join("\n", lines) + "\n";
    }

    private static void paint(Path file, Color shirt) throws IOException {
        BufferedImage crop = new BufferedImage(60, 140, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = crop.createGraphics();
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, 60, 140);
        pen.setColor(new Color(220, 180, 150));
        pen.fillOval(22, 5, 16, 20);
        pen.setColor(shirt);
        pen.fillRect(15, 27, 30, 45);
        pen.setColor(Color.BLACK);
        pen.fillRect(18, 72, 24, 60);
        pen.dispose();
        ImageIO.write(crop, "png", file.toFile());
    }

    private CommandRun run(String... arguments) {
        return CommandRun.with(
                Map.of(
                        "data.folder", folder.resolve("data").toString(),
                        "data.cache", folder.resolve("cache").toString()),
                arguments);
    }
}
