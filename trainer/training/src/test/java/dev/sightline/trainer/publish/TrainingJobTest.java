package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.network.MirrorImages;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.People;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingFailure;
import dev.sightline.trainer.run.TrainingListener;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.split.SplitParts;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.teach.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
        assertThat(folder.resolve("run/package/card.md"))
                .content()
                .contains("test people: rank-1", "| calibrated on | 20 test people |");
        assertThat(folder.resolve("run/package/evaluation.json")).content().contains("rank-1");
        assertThat(folder.resolve("run/report.html")).content().contains("<svg");
        assertThat(folder.resolve("run/package").resolve(ModelPackage.UNFINISHED))
                .doesNotExist();
    }

    @Test
    void shouldGiveTheSameNumbersInCardReportAndOutcome() throws Exception {
        TrainingJob.Outcome outcome = run("run");

        RetrievalScore score = outcome.held().orElseThrow();
        String rank1 = String.format(Locale.ROOT, "%.3f", score.cmc(1));
        assertThat(outcome.judges()).isEqualTo("test people");
        assertThat(folder.resolve("run/package/card.md")).content().contains("mAP | " + rank1 + " / ");
        assertThat(outcome.manifest().lineage()).containsEntry("testRank1", rank1);
        assertThat(folder.resolve("run/report.html"))
                .content()
                .contains("Scores on test people")
                .contains(String.format(Locale.ROOT, "<th>rank-1</th><td class=\"n\">%.4f", score.cmc(1)));
        assertThat(outcome.manifest().calibrations())
                .allSatisfy(c -> assertThat(c.identities()).isEqualTo(20));
    }

    @Test
    void shouldNotCalibrateOnTwoValidationPeople() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "10-11", "none");

        TrainingJob.Outcome outcome = run("run", People.network(), recipe(), split);

        assertThat(outcome.manifest().calibrations()).isEmpty();
        assertThat(outcome.judges()).isEqualTo("validation people, who also chose the epoch");
        assertThat(outcome.problems()).extracting(Problem::kind).containsExactly("no-calibration");
        assertThat(outcome.manifest().lineage()).containsKey("validationRank1").doesNotContainKey("testRank1");
        assertThat(folder.resolve("run/package/card.md"))
                .content()
                .contains("calibrated on | nobody: a calibration needs at least 20 people");
    }

    @Test
    void shouldPackageWithoutAnybodyHeldOutAndSaySo() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");

        TrainingJob.Outcome outcome = run("run", People.network(), recipe(), split);

        assertThat(outcome.held()).isEmpty();
        assertThat(outcome.problems()).extracting(Problem::kind).containsExactly("no-scores");
        assertThat(folder.resolve("run/package/card.md")).content().contains("last epoch, 2", "calibrated on | nobody");
    }

    @Test
    void shouldKeepRecipeStartAndEverybodysPartInThePackage() throws Exception {
        TrainingJob.Outcome outcome = run("run");

        SplitParts parts = new ObjectMapper()
                .readValue(outcome.folder().resolve("split.json").toFile(), SplitParts.class);
        assertThat(parts.test()).hasSize(20).contains("yard/0013", "yard/0032");
        assertThat(parts.validation()).containsExactly("yard/0010", "yard/0011", "yard/0012");
        assertThat(Recipes.read(outcome.folder().resolve("recipe.yaml").toString(), Map.of()))
                .isEqualTo(recipe());
        assertThat(outcome.manifest().lineage())
                .containsEntry("splitSha256", parts.sha256())
                .containsEntry("recipeSha256", Checksum.of(outcome.folder().resolve("recipe.yaml")))
                .containsKeys("parentSha256", "split");
    }

    @Test
    void shouldRefuseTheFolderOfAnotherModel() throws Exception {
        run("run");
        Split split = People.drawn(folder.resolve("crops"), 33, "10-12", "13-32");

        assertThatThrownBy(() -> new TrainingJob(recipe(), People.network(), split, new RunSettings("cpu", 1, 1))
                        .run(folder.resolve("run"), "other", "3", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "holds the run of the model 'tiny-person', and now it is 'other'; give --id tiny-person");
    }

    @Test
    void shouldNotPackageANetworkThatServesEverybodyAlike() throws Exception {
        // Its BNNeck follows the batch while it learns; by its statistics everybody is the same.
        assertThatThrownBy(() -> run("run", People.blindNetwork(), recipe(Map.of("epochs", "0"))))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("as it is served, the network describes everybody alike: 20 people are")
                .hasMessageContaining("no package is written");
        assertThat(folder.resolve("run/package").resolve(ManifestJson.FILE)).doesNotExist();
    }

    @Test
    void shouldSayWhatItDoes() throws Exception {
        List<String> said = new ArrayList<>();
        Split split = People.drawn(folder.resolve("crops"), 33, "10-12", "13-32");
        TrainingListener listener = new TrainingListener() {
            @Override
            public void said(String sentence) {
                said.add(sentence);
            }

            @Override
            public void working(String work, int done, int total) {
                said.add(work + " " + done + " of " + total);
            }
        };

        new TrainingJob(recipe(), People.network(), split, new RunSettings("cpu", 1, 1))
                .run(folder.resolve("run"), "tiny-person", "3", listener);

        assertThat(said.get(0))
                .startsWith("Kept is epoch 2 of 2, the best of 1 looks at the validation people (mAP 0.");
        assertThat(said)
                .contains("Describing test people 64 of 200", "Describing test people 200 of 200")
                .contains("Calibrating on 20 test people.", "Writing the report.");
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
        StartingNetwork taught = start.taughtBy(List.of(new Teacher(start.model(), start.input(), "wise@2")));

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

    @Test
    void shouldKeepTheTrainedPairHeadBesideTheNetwork() throws Exception {
        TrainingJob.Outcome with =
                run("with", People.network(), recipe(Map.of("losses", "[{loss: softmax}, {loss: verification}]")));
        TrainingJob.Outcome without = run("without");

        assertThat(without.folder().resolve(PairHead.FILE)).doesNotExist();
        UnitVector one = UnitVector.normalize("m@1", new float[] {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}, 1);
        UnitVector other = UnitVector.normalize("m@1", new float[] {4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1}, 1);
        try (PairHead head = PairHead.open(with.folder())) {
            assertThat(head.scores(List.of(one), List.of(one))[0])
                    .isGreaterThan(head.scores(List.of(one), List.of(other))[0]);
        }
        assertThatThrownBy(() -> PairHead.open(without.folder()))
                .hasMessageContaining("has no pair head (pair-head.onnx); train with the loss verification");
    }

    private TrainingJob.Outcome run(String name) throws Exception {
        return run(name, People.network());
    }

    private TrainingJob.Outcome run(String name, StartingNetwork start) throws Exception {
        return run(name, start, recipe());
    }

    private TrainingJob.Outcome run(String name, StartingNetwork start, Recipe recipe) throws Exception {
        return run(name, start, recipe, People.drawn(folder.resolve("crops"), 33, "10-12", "13-32"));
    }

    private TrainingJob.Outcome run(String name, StartingNetwork start, Recipe recipe, Split split) throws Exception {
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
