package dev.sightline.trainer.run;

import static dev.sightline.trainer.run.IdentitiesTest.Seen.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {
    private static final Selection NOBODY = Selection.parse("none", 1);

    @TempDir
    private Path folder;

    /** One picture of somebody. */
    record Seen(String site, String person, String camera) {
        static Seen seen(String site, String person, String camera) {
            return new Seen(site, person, camera);
        }
    }

    @Test
    void shouldTellTwoApartOnlyWhereItIsKnownThatTheyAreTwo() {
        Constraints constraints = new Constraints(
                Set.of("hall"), Set.of(Apart.of("hall/ann", "hall/cyd")), Set.of(Apart.of("mall/eve", "mall/fay")));
        Identities identities = Identities.of(split(
                        constraints,
                        seen("hall", "ann", "north"),
                        seen("hall", "bob", "north"),
                        seen("hall", "cyd", "south"),
                        seen("hall", "dan", "south"),
                        seen("hall", "dan", "east"),
                        seen("mall", "eve", "north"),
                        seen("mall", "fay", "south"),
                        seen("mall", "gus", "south"))
                .training());

        // One camera saw both, it is stated, or they are at another site: two people.
        assertThat(mayBe(identities, 0)).isEqualTo("...D...");
        assertThat(mayBe(identities, 1)).isEqualTo("..CD...");
        assertThat(mayBe(identities, 2)).isEqualTo(".B.....");
        assertThat(mayBe(identities, 3)).isEqualTo("AB.....");
        assertThat(mayBe(identities, 4)).isEqualTo(".....F.");
        assertThat(mayBe(identities, 6)).isEqualTo(".......");
    }

    @Test
    void shouldAskNothingWhereEveryTwoAreTwoPeople() {
        Split split = split(Constraints.complete(), seen("mall", "eve", "north"), seen("mall", "fay", "south"));
        try (PointerScope scope = new PointerScope()) {
            assertThat(Identities.of(split.training()).maybeOne(Tensor.create(new long[] {0, 1}, 2)))
                    .isEmpty();
        }
    }

    /** A fresh classifier knows nothing, so its loss is the logarithm of how many it chooses among. */
    @Test
    void shouldChooseAmongThoseOfOneCameraInARun() throws Exception {
        List<Crop> crops = new ArrayList<>();
        for (Crop crop : People.drawn(folder.resolve("crops"), 12, "none", "none")
                .snapshot()
                .crops()) {
            crops.add(new Crop(
                    crop.path(),
                    crop.name(),
                    crop.sha256(),
                    crop.identity() + "-" + crop.camera(),
                    crop.camera(),
                    crop.site(),
                    "",
                    crop.time()));
        }
        Map<String, String> still =
                Map.of("epochs", "1", "optimizer.rate", "0", "losses", "[{loss: softmax, smoothing: 0.1}]");
        assertThat(softmax(still, split(crops, Constraints.only(Set.of("yard"), Set.of())), "open"))
                .isCloseTo(Math.log(12), within(.02));
        assertThat(softmax(still, split(crops, Constraints.complete()), "closed"))
                .isCloseTo(Math.log(24), within(.02));
    }

    private double softmax(Map<String, String> recipe, Split split, String run) throws Exception {
        double[] last = {Double.NaN};
        Runs.in(folder, Runs.recipe(recipe), split, run, new TrainingListener() {
            @Override
            public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
                last[0] = cost.getOrDefault("softmax", Double.NaN);
            }
        });
        return last[0];
    }

    private static String mayBe(Identities identities, int person) {
        try (PointerScope scope = new PointerScope()) {
            Tensor marks =
                    identities.maybeOne(Tensor.create(new long[] {person}, 1)).orElseThrow();
            StringBuilder text = new StringBuilder();
            for (int other = 0; other < marks.size(1); other++) {
                text.append(marks.select(0, 0).select(0, other).item_bool() ? (char) ('A' + other) : '.');
            }
            return text.toString();
        }
    }

    private static Split split(Constraints constraints, Seen... seen) {
        List<Crop> crops = new ArrayList<>();
        for (Seen one : seen) {
            String name = one.person() + "-" + one.camera();
            crops.add(new Crop(
                    Path.of(name),
                    name,
                    Checksum.of(Stream.of(name)),
                    one.site() + "/" + one.person(),
                    one.camera(),
                    one.site(),
                    "",
                    Optional.empty()));
        }
        return split(crops, constraints);
    }

    private static Split split(List<Crop> crops, Constraints constraints) {
        return Split.of(Snapshot.of("seen", crops, constraints, List.of()), NOBODY, NOBODY);
    }
}
