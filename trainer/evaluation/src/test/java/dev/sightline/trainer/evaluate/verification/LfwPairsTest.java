package dev.sightline.trainer.evaluate.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfwPairsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldDrawFoldsWithoutACommonPerson() {
        List<LabeledDescriptor> crops = people(40);

        LfwPairs pairs = LfwPairs.draw(crops, 10, 4);

        int size = pairs.pairs().size() / 10;
        Set<String> before = new HashSet<>();
        for (int fold = 0; fold < 10; fold++) {
            List<LfwPairs.Pair> part = pairs.pairs().subList(fold * size, (fold + 1) * size);
            Set<String> people = new HashSet<>();
            part.forEach(p -> {
                people.add(p.left().identity());
                people.add(p.right().identity());
                assertThat(p.same())
                        .isEqualTo(p.left().identity().equals(p.right().identity()));
                assertThat(!p.same() || !p.left().camera().equals(p.right().camera()))
                        .isTrue();
            });
            assertThat(part.stream().filter(LfwPairs.Pair::same)).hasSize(size / 2);
            assertThat(Collections.disjoint(people, before)).isTrue();
            before.addAll(people);
        }
        assertThat(pairs).isEqualTo(LfwPairs.draw(crops, 10, 4)).isNotEqualTo(LfwPairs.draw(crops, 10, 5));
        assertThat(pairs.folds(10).mean()).isGreaterThan(.9);
    }

    @Test
    void shouldRefuseTooFewPeople() {
        assertThatThrownBy(() -> LfwPairs.draw(people(15), 10, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 20 people");
    }

    @Test
    void shouldReadBothKindsOfFile() throws IOException {
        List<LabeledDescriptor> crops =
                List.of(crop("lfw/Ada/Ada_0001.jpg", "Ada"), crop("lfw/Ada/Ada_0002.jpg", "Ada"), crop("b.png", "Ben"));
        Path csv = Files.writeString(
                folder.resolve("p.csv"),
                "\ufeffSame,Left,Right\r\n1,lfw/Ada/Ada_0001.jpg,\"lfw/Ada/Ada_0002.jpg\"\r\n0,b,b.png\r\n");
        Path txt = Files.writeString(folder.resolve("pairs.txt"), "\ufeff1\t1\r\nAda\t1\t2\nAda\t2\tAda\t1\n");

        assertThat(LfwPairsFile.read(csv, crops).pairs())
                .containsExactly(
                        new LfwPairs.Pair(crops.get(0), crops.get(1), true),
                        new LfwPairs.Pair(crops.get(2), crops.get(2), false));
        assertThat(LfwPairsFile.read(txt, crops).pairs())
                .containsExactly(
                        new LfwPairs.Pair(crops.get(0), crops.get(1), true),
                        new LfwPairs.Pair(crops.get(1), crops.get(0), false));
    }

    @Test
    void shouldNameTheMistake() throws IOException {
        List<LabeledDescriptor> crops = List.of(crop("a.png", "Ada"));

        assertRefused(crops, "path,other\n", ":1: the header is 'path,other'; needed: left, right, same");
        assertRefused(crops, "left,right,same\na.png,c.png,1\n", ":2: names 'c.png'");
        assertRefused(
                crops, "left,right,same\na.png,a.png,yes\n", ":2: same is 'yes'; allowed: a whole number, 0 to 1");
        assertRefused(crops, "10 300\nAda one 2\n", ":2: second is 'one'; allowed: a whole number");
        assertRefused(crops, "10 300\nAda 1\n", ":2: has 2 fields");
    }

    private void assertRefused(List<LabeledDescriptor> crops, String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), text);
        assertThatThrownBy(() -> LfwPairsFile.read(file, crops))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static List<LabeledDescriptor> people(int people) {
        Random random = new Random(2);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            double[] point = random.doubles(16, -1, 1).toArray();
            for (int k = 0; k < 6; k++) {
                double[] seen = point.clone();
                for (int i = 0; i < seen.length; i++) {
                    seen[i] += .1 * random.nextGaussian();
                }
                crops.add(new LabeledDescriptor(
                        p + "/" + k, "person" + p, k % 2 == 0 ? "a" : "b", "", ReferenceCase.vector(seen)));
            }
        }
        return crops;
    }

    private static LabeledDescriptor crop(String source, String identity) {
        return new LabeledDescriptor(source, identity, "c", "", ReferenceCase.vector(new double[] {1, 2}));
    }
}
