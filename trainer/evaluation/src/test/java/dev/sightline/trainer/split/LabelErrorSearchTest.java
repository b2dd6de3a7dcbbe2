package dev.sightline.trainer.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Pictures;
import dev.sightline.trainer.split.LabelErrorSearch.DescribedCrop;
import dev.sightline.trainer.split.LabelErrorSearch.SuspectedLabelError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelErrorSearchTest {
    @TempDir
    private Path folder;

    @Test
    void shouldListPeopleCloserThanEachOnesHardestSame() {
        List<DescribedCrop> crops = new ArrayList<>();
        person("s/anna", crops, 0, 20);
        person("s/anna2", crops, 8, 30);
        person("s/ben", crops, 120, 140);
        person("s/cleo", crops, 200);
        person("s/cleo2", crops, 205);
        person("t/else", crops, 0, 90);

        List<SuspectedLabelError> suspects = LabelErrorSearch.of(crops, Constraints.complete(), 10);

        assertThat(suspects)
                .extracting(s -> s.first().identity() + " " + s.second().identity())
                .containsExactly("s/cleo s/cleo2", "s/anna s/anna2");
        assertThat(suspects.get(1).first().name()).isEqualTo("s-anna-0");
        assertThat(suspects.get(1).second().name()).isEqualTo("s-anna2-8");
        assertThat(suspects.get(1).squaredDistance()).isLessThan(suspects.get(1).hardestSame());
        assertThat(LabelErrorSearch.of(crops, Constraints.complete(), 1)).hasSize(1);
        assertThat(LabelErrorSearch.of(crops, Constraints.only(Set.of("s"), Set.of(Apart.of("s/anna", "s/ben"))), 10))
                .isEmpty();
    }

    @Test
    void shouldReadBackWhatIsLeftOfTheList() throws IOException {
        List<DescribedCrop> crops = new ArrayList<>();
        person("s/anna", crops, 0, 20);
        person("s/anna2", crops, 8, 30);
        person("s/cleo", crops, 200);
        person("s/cleo2", crops, 205);
        Path list = folder.resolve("suspects.csv");
        LabelErrorList.write(LabelErrorSearch.of(crops, Constraints.complete(), 10), list);
        assertThat(LabelErrorList.read(list))
                .containsExactly(Apart.of("s/anna", "s/anna2"), Apart.of("s/cleo", "s/cleo2"));

        List<String> lines = Files.readAllLines(list);
        Files.write(list, List.of(lines.get(0), "#" + lines.get(1), lines.get(2)));
        assertThat(LabelErrorList.read(list)).containsExactly(Apart.of("s/anna", "s/anna2"));

        Files.write(list, List.of(lines.get(0), "a,b"));
        assertThatThrownBy(() -> LabelErrorList.read(list))
                .hasMessageContaining("suspects.csv:2: 2 fields; the header has 6");
    }

    @Test
    void shouldSuspectNobodyWithoutASame() {
        List<DescribedCrop> crops = new ArrayList<>();
        person("s/a", crops, 0);
        person("s/b", crops, 0);
        assertThat(LabelErrorSearch.of(crops, Constraints.complete(), 10)).isEmpty();
        assertThat(LabelErrorSearch.of(List.of(), Constraints.complete(), 10)).isEmpty();
    }

    private static void person(String identity, List<DescribedCrop> crops, int... degrees) {
        for (int degree : degrees) {
            double angle = Math.toRadians(degree);
            float[] values = {(float) Math.cos(angle), (float) Math.sin(angle)};
            Crop crop = Pictures.crop(identity, "1", identity.replace('/', '-') + "-" + degree);
            crops.add(new DescribedCrop(crop, UnitVector.normalize("m@1", values, 1)));
        }
    }
}
