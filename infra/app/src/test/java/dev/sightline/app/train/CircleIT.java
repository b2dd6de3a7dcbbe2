package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.app.drawn.DrawnSite;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole circle in one command: labels given to recorded tracklets, a model that learns from them, and its promotion. */
@Timeout(240)
class CircleIT {
    /** Half are held back, and the gate decides nothing on fewer than 50. */
    private static final int PEOPLE = 130;

    private static final int CROPS = 2;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldLearnFromLabelsAndPromoteOnlyWhatIsBetter() throws IOException {
        KAFKA.createTopics(2);
        DrawnPeople drawn = new DrawnPeople(7, 60);
        DrawnPeople.gray(folder.resolve("gray"));
        drawn.unlearned(folder.resolve("unlearned"));
        DrawnSite site = new DrawnSite(KAFKA, folder, drawn, "gray");
        site.walkBy(PEOPLE, CROPS);
        label(site);
        site.record(
                PEOPLE,
                database -> new LabelRepository(database).standing("yard").size() == PEOPLE);

        String better = train(site, "learned", "epochs=12", "optimizer.rate=0.02");

        assertThat(better).contains("PASSED").contains("The new model is promoted and serves from");
        assertThat(site.serving().getServing().getModelId()).isEqualTo("learned@1");
        assertThat(site.serving().getPrevious().getModelId()).isEqualTo("gray@1");
        assertThat(folder.resolve("learned/package/gate.json")).content().contains("passed");

        Path mall = drawn.list(Files.createDirectories(folder.resolve("mall")), 8, CROPS);
        String worse = train(
                site, "idle", "epochs=1", "optimizer.rate=0", "batch.shares={yard: 0.5, mall: 0.5}", "mall=" + mall);

        assertThat(worse).contains("REFUSED").contains("learned@1 stays");
        assertThat(folder.resolve("idle/split.json")).content().contains("mall/", "yard/");
        String crop = SnapshotFolder.read(folder.resolve("idle/data"), SnapshotFolder.Check.QUICK)
                .crops()
                .get(0)
                .sha256();
        assertThat(site.dataSetsWith(crop))
                .contains(ManifestJson.read(folder.resolve("idle/package").resolve(ManifestJson.FILE))
                        .lineage()
                        .getOrDefault("datasetSha256", "none"));
        assertThat(folder.resolve("idle/data/snapshot.json"))
                .content()
                .contains("yard")
                .doesNotContain("mall");
        assertThat(site.serving().getServing().getModelId()).isEqualTo("learned@1");
        assertThat(site.audited())
                .containsExactly(
                        "label.add | pairs.csv | yard |  | " + PEOPLE + " pairs of a list",
                        trained("learned"),
                        "model.register | " + folder.resolve("learned/package") + " |  |  | as challenger",
                        "model.promote | learned@1 |  | it passed the gate | ",
                        trained("idle"));
        assertThat(site.run(0, "models", "history")).containsPattern("switched +learned@1 +instead of gray@1");
    }

    private String trained(String id) {
        return "model.train | " + id + " |  | the labels of May | from labels; folder " + folder.resolve(id);
    }

    private String train(DrawnSite site, String id, String... changes) {
        List<String> words = new ArrayList<>(List.of(
                "train",
                "--recipe",
                "person-finetune",
                "--from",
                folder.resolve("unlearned").toString(),
                "--from-labels",
                "--hold-back",
                "share=0.5",
                "--validate",
                "none",
                "--promote-if-better",
                "--reason",
                "the labels of May",
                "--id",
                id,
                "--out",
                folder.resolve(id).toString()));
        for (String change : changes) {
            words.addAll(List.of(change.startsWith("mall=") ? "--data" : "--change", change));
        }
        // The drawn people have nothing that survives being painted over.
        words.addAll(List.of(
                "--change",
                "augmentation={flip: 0, pad-crop: 0, erase: 0, color: 0, gray: 0, blur: 0, shrink: 0, jpeg: 0}"));
        return site.run(0, words.toArray(String[]::new));
    }

    private void label(DrawnSite site) throws IOException {
        StringBuilder pairs = new StringBuilder("left,right,same\n");
        for (int person = 0; person < PEOPLE; person++) {
            pairs.append("north/1/t%d,south/1/t%d,same%n".formatted(person, person));
        }
        Path list = Files.writeString(folder.resolve("pairs.csv"), pairs);
        site.run(0, "label", "--site", "yard", "--import", list.toString());
    }
}
