package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.testkit.TestData;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code track --watchlist} with the default face models: drawn people with real faces walk through one after another. */
class WatchlistIT {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final String FACES = "faces/bbt";
    private static final List<String> WALKERS = List.of("raj", "sheldon");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int PERSON_WIDTH = 150;
    private static final int PERSON_HEIGHT = 380;
    private static final int FACE = 130;
    private static final int STEP = 12;
    private static final int FRAMES_EACH = (WIDTH - PERSON_WIDTH) / STEP;
    private static final int FRAMES_BETWEEN = 20;

    @TempDir
    Path folder;

    @Test
    void shouldSayWhereSomebodyWasSeenAndWhoWasNot() throws Exception {
        Path faces = TestData.require(FACES);
        requireModels();
        Path pictures = Files.createDirectory(folder.resolve("hall"));
        Path boxes = folder.resolve("hall.txt");
        film(faces, pictures, boxes);

        JsonNode summary = track(
                List.of("track", "--camera", "hall=" + pictures, "--detections", "hall=" + boxes),
                List.of("--person-descriptor", "person-colour-strip", "--fps", "10", "--start", START.toString()),
                List.of("--watchlist", "Ada=" + faces.resolve("sheldon/sheldon1.png")),
                List.of("--watchlist", "Bea=" + faces.resolve("amy/amy1.png")));

        JsonNode lookedFor = summary.at("/looked_for");
        assertThat(lookedFor).hasSize(2);
        assertThat(lookedFor.at("/0/name").asText()).isEqualTo("Ada");
        assertThat(lookedFor.at("/0/identities")).as("%s", summary).hasSize(1);
        assertThat(lookedFor.at("/1/name").asText()).isEqualTo("Bea");
        assertThat(lookedFor.at("/1/identities")).as("%s", summary).isEmpty();
        JsonNode stay = stayOf(summary, lookedFor.at("/0/identities/0").asText());
        assertThat(stay.path("camera").asText()).isEqualTo("hall");
        assertThat(Instant.parse(stay.path("start").asText()))
                .as("the second who walks through")
                .isAfter(START.plusMillis(100L * FRAMES_EACH));
        assertThat(Files.readString(folder.resolve("out/summary.txt"))).contains("Ada: ", "Bea: not seen");
    }

    private static JsonNode stayOf(JsonNode summary, String identity) {
        for (JsonNode person : summary.at("/identities")) {
            if (person.path("identity").asText().equals(identity)) {
                return person.at("/stays/0");
            }
        }
        throw new AssertionError(identity + " is not among the identities of " + summary);
    }

    /** Skips the test where the default face models cannot be fetched. */
    private static void requireModels() {
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), Map.of());
        ModelCatalog catalog = ModelStorage.catalog(settings);
        try {
            catalog.resolve(settings.embedder().personDetector());
            catalog.resolve(settings.embedder().faceDetector());
            catalog.resolve(settings.embedder().faceDescriptor());
            settings.embedder().faceLandmarks().ifPresent(catalog::resolve);
        } catch (ModelException e) {
            Assumptions.assumeTrue(false, "the default face models cannot be fetched here: " + e.getMessage());
        }
    }

    @SafeVarargs
    private JsonNode track(List<String>... arguments) throws IOException {
        List<String> all = new ArrayList<>();
        for (List<String> some : arguments) {
            all.addAll(some);
        }
        all.addAll(List.of("--json", "--out", folder.resolve("out").toString()));
        CommandRun run = CommandRun.of(all);
        run.ended(0);
        return new ObjectMapper().readTree(run.out());
    }

    /** Writes the pictures and the true boxes; photo 1 of each face stays out of the film. */
    private static void film(Path faces, Path pictures, Path boxes) throws IOException {
        List<String> lines = new ArrayList<>();
        int frame = 0;
        for (int walker = 0; walker < WALKERS.size(); walker++) {
            String name = WALKERS.get(walker);
            for (int i = 0; i < FRAMES_EACH + FRAMES_BETWEEN; i++) {
                frame++;
                BufferedImage picture = empty();
                if (i < FRAMES_EACH) {
                    Path face = faces.resolve(name).resolve(name + (2 + i / 5 % 4) + ".png");
                    draw(picture, i * STEP, walker, ImageIO.read(face.toFile()));
                    lines.add(String.format(
                            Locale.ROOT,
                            "%d,-1,%d,%d,%d,%d,0.95,-1,-1,-1",
                            frame,
                            i * STEP,
                            HEIGHT - PERSON_HEIGHT,
                            PERSON_WIDTH,
                            PERSON_HEIGHT));
                }
                String file = String.format(Locale.ROOT, "%05d.jpg", frame);
                ImageIO.write(picture, "jpg", pictures.resolve(file).toFile());
            }
        }
        Files.write(boxes, lines);
    }

    private static BufferedImage empty() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = picture.createGraphics();
        g.setColor(new Color(150, 150, 145));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.dispose();
        return picture;
    }

    private static void draw(BufferedImage picture, int x, int walker, BufferedImage face) {
        int top = HEIGHT - PERSON_HEIGHT;
        Graphics2D g = picture.createGraphics();
        g.setColor(walker == 0 ? new Color(160, 40, 40) : new Color(40, 60, 160));
        g.fillRect(x + 10, top + FACE, PERSON_WIDTH - 20, PERSON_HEIGHT - FACE);
        g.drawImage(face, x + (PERSON_WIDTH - FACE) / 2, top, FACE, FACE, null);
        g.dispose();
    }
}
