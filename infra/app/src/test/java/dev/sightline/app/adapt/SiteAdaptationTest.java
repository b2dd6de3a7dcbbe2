package dev.sightline.app.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.trainer.adapt.AdaptPolicy;
import dev.sightline.trainer.adapt.ObservedSite;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingListener;
import dev.sightline.trainer.snapshot.TrackletSources;
import dev.sightline.trainer.source.DataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SiteAdaptationTest {
    private static final int NUMBERS = 32;

    @TempDir
    private Path folder;

    /** The serving model sees who is who; what was learned in the first round sees nothing of it any more. */
    @Test
    void shouldStopWhereFewerTrackletsHoldAfterARound() throws Exception {
        DrawnPeople drawn = new DrawnPeople(7, 125);
        drawn.unlearned(folder.resolve("unlearned"));
        String champion = folder.resolve("unlearned").toString();

        AdaptReport report = adaptation(
                        champion,
                        (model, crops) -> crops.stream()
                                .map(crop -> crop.described(model.equals(champion) ? ofTracklet(crop) : ofCrop(crop)))
                                .toList())
                .run(site(drawn));

        assertThat(report.refused().orElseThrow())
                .startsWith("the labels drift: after round 1 fewer tracklets find their own other half than before");
        assertThat(report.challenger()).isEmpty();
        assertThat(folder.resolve("run/round-1/package")).exists();
        assertThat(folder.resolve("run/round-2")).doesNotExist();
    }

    private SiteAdaptation adaptation(String champion, SiteAdaptation.Describing describing) {
        Outcome outcome = Outcome.of(new CommandLine(CommandSpec.create()).getCommandSpec());
        SiteAdaptation.Tools tools = new SiteAdaptation.Tools(
                new ModelCatalog(folder.resolve("cache"), List.of()),
                describing,
                new RunSettings("cpu", 1, 1),
                TrainingListener.NONE,
                outcome);
        SiteAdaptation.Plan plan = new SiteAdaptation.Plan(
                champion, "adapted", "1", folder.resolve("run"), 3, Map.of("epochs", "1", "optimizer.rate", "0"));
        return new SiteAdaptation(tools, plan, AdaptPolicy.defaults(), OldSites.none());
    }

    private ObservedSite site(DrawnPeople drawn) throws IOException {
        Path list = drawn.list(folder.resolve("yard"), 20, 4);
        List<ObservedTracklet> tracklets = TrackletSources.read(
                        List.of(DataSource.parse("yard=" + list, Optional.empty())), false)
                .getOrDefault("yard", List.of());
        return new ObservedSite("yard", tracklets, List.of());
    }

    private static UnitVector ofTracklet(LabeledCrop crop) {
        return drawn(crop.tracklet());
    }

    private static UnitVector ofCrop(LabeledCrop crop) {
        return drawn(crop.listed());
    }

    private static UnitVector drawn(String of) {
        Random random = new Random(of.hashCode());
        float[] numbers = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return UnitVector.normalize("drawn@1", numbers, 1);
    }
}
