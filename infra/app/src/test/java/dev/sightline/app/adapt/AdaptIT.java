package dev.sightline.app.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.app.drawn.DrawnSite;
import dev.sightline.testkit.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A site improves itself without a label, live and back again; one whose links are poisoned does not. */
@Timeout(600)
class AdaptIT {
    private static final int PEOPLE = 130;
    private static final int CROPS = 4;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    private final DrawnPeople drawn = new DrawnPeople(7, 125);
    private DrawnSite site = new DrawnSite(KAFKA, Path.of(""), drawn, "unlearned");

    @BeforeEach
    void bring() throws IOException {
        drawn.unlearned(folder.resolve("unlearned"));
        site = new DrawnSite(KAFKA, folder, drawn, "unlearned");
    }

    @Test
    void shouldImproveASiteAndGoBack() throws IOException {
        KAFKA.createTopics(2);
        Path old = drawn.list(folder.resolve("mall"), 100, 3);
        // Stays of 1.6 s, so that each is half of a second together with the next one.
        site.walkBy(PEOPLE, CROPS);
        site.record(PEOPLE, database -> true);

        String said = site.run(
                0,
                "adapt",
                "--set",
                "adapt.rounds=2",
                "--site",
                "yard",
                "--reason",
                "a new season",
                "--old-data",
                "mall=" + old,
                "--old-hold-back",
                "share=0.3",
                "--out",
                folder.resolve("run").toString(),
                "--change",
                "epochs=10",
                "--change",
                "optimizer.rate=0.02",
                "--change",
                "augmentation={flip: 0, pad-crop: 0, erase: 0, color: 0, gray: 0, blur: 0, shrink: 0, jpeg: 0}");

        assertThat(said)
                .contains("PASSED")
                .contains("rank-1 north -> south")
                .contains("rank-1, old site mall")
                .contains("The adapted model is promoted and serves from");
        assertThat(folder.resolve("run").resolve(AdaptReport.JSON)).content().contains("\"verdict\" : \"passed\"");
        assertThat(site.serving().getServing().getModelId()).isEqualTo("unlearned-at-yard@1");

        site.run(0, "models", "rollback", "--reason", "a test");

        assertThat(site.serving().getServing().getModelId()).isEqualTo("unlearned@1");
        List<String> audited = site.audited();
        assertThat(audited)
                .hasSize(4)
                .startsWith("model.adapt | " + folder.resolve("unlearned") + " | yard | a new season | ")
                .endsWith(
                        "model.promote | unlearned-at-yard@1 |  | it passed the gate | ",
                        "model.rollback | person-descriptor |  | a test | ");
        assertThat(audited.get(1))
                .startsWith("model.register | " + folder.resolve("run"))
                .endsWith(" |  |  | as challenger");
    }

    @Test
    void shouldRefuseASiteWithLinksAtRandom() throws IOException {
        Path list = drawn.list(folder.resolve("yard"), 40, CROPS);
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder links = new StringBuilder("left,right,same\n");
        for (int person = 0; person < 40; person++) {
            links.append("north/%03d,south/%03d,same%n".formatted(person, random.nextInt(40)));
        }
        Path poison = Files.writeString(folder.resolve("links.csv"), links);

        String said = site.run(
                3,
                "adapt",
                "--set",
                "adapt.rounds=2",
                "--data",
                "yard=" + list,
                "--links",
                poison.toString(),
                "--out",
                folder.resolve("run").toString());

        assertThat(said)
                .contains("REFUSED")
                .contains("the links between cameras do not hold")
                .contains("unlearned@1 stays");
        assertThat(folder.resolve("run").resolve(AdaptReport.JSON)).content().contains("\"refused\"");
        assertThat(folder.resolve("run/round-1")).doesNotExist();
    }

    @Test
    void shouldKeepTheServingModelWhereLearningGoesWrong() throws IOException {
        Path list = drawn.list(folder.resolve("yard"), 40, CROPS);

        String said = site.run(
                3,
                "adapt",
                "--data",
                "yard=" + list,
                "--out",
                folder.resolve("run").toString(),
                "--change",
                "losses=[{loss: triplet, normalized: false}]",
                "--change",
                "optimizer={kind: sgd, rate: 100, clip-norm: 0}",
                "--change",
                "schedule.warm-up=0",
                "--change",
                "guard.patience=0");

        assertThat(said)
                .contains("REFUSED")
                .contains("learning stopped itself: the loss is no number any more in epoch 1")
                .contains("unlearned@1 stays");
        assertThat(folder.resolve("run").resolve(AdaptReport.JSON)).content().contains("\"refused\"");
        assertThat(folder.resolve("run/round-2")).doesNotExist();
    }

    @Test
    void shouldServeTheMeanOfBothModelsWhereNoOldSiteSaysWhatWasForgotten() throws IOException {
        Path list = drawn.list(folder.resolve("yard"), 60, CROPS);

        String said = site.run(
                3, // Too few frozen people to calibrate on.
                "adapt",
                "--set",
                "adapt.rounds=2",
                "--data",
                "yard=" + list,
                "--out",
                folder.resolve("run").toString(),
                "--change",
                "epochs=3");

        assertThat(said)
                .contains("so the mean of both models is taken")
                .contains("agreement with unlearned@1, for no old site is here")
                .contains("are enough to calibrate the new model");
        assertThat(folder.resolve("run/half-way/package/gate.json")).exists();
    }
}
