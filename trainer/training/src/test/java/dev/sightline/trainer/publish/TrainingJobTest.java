package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.network.MirrorImages;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.People;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingListener;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeAPackageThatTheCatalogTakes() throws Exception {
        TrainingJob.Outcome outcome = run("run");

        ModelPackage found = new ModelCatalog(folder.resolve("cache"), List.of())
                .resolve(outcome.folder().toString());
        ModelManifest manifest = found.manifest();
        assertThat(manifest.modelId()).isEqualTo("tiny-person@3");
        assertThat(manifest.dimension()).isEqualTo(16);
        assertThat(manifest.calibrations()).isNotEmpty();
        assertThat(manifest.lineage()).containsEntry("parent", "tiny").containsKeys("datasetSha256", GateFile.PARITY);
        assertThat(outcome.check().worst()).isLessThan(ExportCheck.TOLERANCE);
        assertThat(outcome.held()).isPresent();
        assertThat(folder.resolve("run/package/card.md")).content().contains("people held back");
        assertThat(folder.resolve("run/package/evaluation.json")).content().contains("rank-1");
        assertThat(folder.resolve("run/report.html")).content().contains("<svg");
        assertThat(folder.resolve("run/package").resolve(ModelPackage.UNFINISHED))
                .doesNotExist();
    }

    @Test
    void shouldMarkThePackageOfARunThatFails() throws Exception {
        run("run");
        Files.delete(folder.resolve("run/report.html"));
        Files.createDirectories(folder.resolve("run/report.html/in-the-way"));

        assertThatThrownBy(() -> run("run")).isInstanceOf(IOException.class);

        assertThat(folder.resolve("run/package").resolve(ModelPackage.UNFINISHED))
                .exists();
    }

    @Test
    void shouldMakeTheSamePackageAgainFromAFinishedRun() throws Exception {
        ModelManifest first = run("run").manifest();
        Files.delete(folder.resolve("run/package").resolve(ManifestJson.FILE));

        assertThat(run("run").manifest()).isEqualTo(first);
    }

    @Test
    void shouldRepeatARunFromTheRecipeItLeavesBehind() throws Exception {
        ModelManifest first = run("run").manifest();
        Recipe again = Recipes.read(folder.resolve("run/recipe.yaml").toString(), Map.of());

        assertThat(again).isEqualTo(recipe());
        assertThat(run("other").manifest().sha256()).isEqualTo(first.sha256());
    }

    @Test
    void shouldNameTheTeachersInThePackageAndItsTerms() throws Exception {
        StartingNetwork start = People.network();
        StartingNetwork taught =
                start.taughtBy(List.of(new StartingNetwork.Teacher(start.model(), start.input(), "wise@2")));

        ModelManifest manifest = run("run", taught).manifest();

        assertThat(manifest.lineage()).containsEntry("teachers", "wise@2");
        assertThat(manifest.license()).contains("tiny, taught by wise@2");
    }

    @Test
    void shouldPackageAStartAsItIsAndWithMirrorImages() throws Exception {
        Map<String, String> untrained = Map.of("epochs", "0");
        Map<String, String> mirrored = Map.of("epochs", "0", "mirror-images", "true", "half-weights", "false");

        TrainingJob.Outcome plain = run("plain", People.network(), recipe(untrained));
        TrainingJob.Outcome both = run("both", People.network(), recipe(mirrored));

        assertThat(plain.held()).isPresent();
        assertThat(folder.resolve("both/package/card.md"))
                .content()
                .contains("each picture and its mirror image")
                .contains("packaged as it stood");
        assertThat(MirrorImages.single(
                        OnnxFile.read(both.folder().resolve(both.manifest().file()))))
                .isEqualTo(People.network().model());
        assertThat(both.check().worst()).isLessThan(ExportCheck.TOLERANCE);
    }

    @Test
    void shouldGoOnDescribingMirrorImagesWhereTheStartDid() throws Exception {
        StartingNetwork tiny = People.network();
        StartingNetwork start =
                new StartingNetwork(tiny.model(), tiny.input(), tiny.brought(), tiny.parent(), List.of(), true);

        TrainingJob.Outcome outcome = run("run", start);

        assertThat(MirrorImages.in(OnnxFile.read(
                        outcome.folder().resolve(outcome.manifest().file()))))
                .isTrue();
        assertThat(outcome.check().worst()).isLessThan(ExportCheck.TOLERANCE);
    }

    private TrainingJob.Outcome run(String name) throws Exception {
        return run(name, People.network());
    }

    private TrainingJob.Outcome run(String name, StartingNetwork start) throws Exception {
        return run(name, start, recipe());
    }

    private TrainingJob.Outcome run(String name, StartingNetwork start, Recipe recipe) throws Exception {
        Path crops = folder.resolve("crops");
        Split split = People.drawn(crops, 16, "10-12", "13-15");
        return new TrainingJob(recipe, start, split, new RunSettings("cpu", 1, 1))
                .run(folder.resolve(name), "tiny-person", "3", TrainingListener.NONE);
    }

    private static Recipe recipe() throws Exception {
        return recipe(Map.of());
    }

    private static Recipe recipe(Map<String, String> changes) throws Exception {
        Map<String, String> all = new HashMap<>(
                Map.of("epochs", "2", "batch.people", "4", "optimizer.rate", "0.01", "schedule.warm-up", "0.5"));
        all.putAll(changes);
        return Recipes.read("person-strong", all);
    }
}
