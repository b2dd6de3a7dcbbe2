package dev.sightline.trainer.pair;

import static dev.sightline.trainer.pair.LabelSource.IMPORT;
import static dev.sightline.trainer.pair.LabelSource.OPERATOR;
import static dev.sightline.trainer.pair.LabelSource.SELF_CONFIDENT_LINK;
import static dev.sightline.trainer.pair.LabelSource.SELF_SAME_TIME;
import static dev.sightline.trainer.pair.LabelSource.SELF_SAME_TRACKLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.pair.Constraints.Apart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairIdentitiesTest {

    @Test
    void shouldJoinWhatIsTheSameAndKeepSingletons() {
        PairIdentities people =
                PairIdentities.of(List.of(same("a", "b"), same("c", "b"), different("d", "c"), different("e", "f")));
        assertThat(people.identities()).isEqualTo(Map.of("a", "a", "b", "a", "c", "a", "d", "d", "e", "e", "f", "f"));
        assertThat(people.apart()).containsExactlyInAnyOrder(Apart.of("a", "d"), Apart.of("e", "f"));
        assertThat(people.contradictions()).isEmpty();
        assertThat(people.used()).hasSize(4);
    }

    @Test
    void shouldReportTheShortestChainAndLeaveTheWeakestOut() {
        LabeledPair weak = new LabeledPair("b", "c", true, SELF_CONFIDENT_LINK);
        LabeledPair wrong = different("a", "d");
        PairIdentities people = PairIdentities.of(List.of(same("a", "b"), weak, same("c", "d"), wrong));

        assertThat(people.contradictions())
                .containsExactly(
                        new Contradiction(wrong, List.of(same("a", "b"), weak, same("c", "d")), List.of(weak)));
        assertThat(people.identities()).isEqualTo(Map.of("a", "a", "b", "a", "c", "c", "d", "c"));
        assertThat(people.apart()).containsExactly(Apart.of("a", "c"));
        assertThat(people.contradictions().get(0).sentence())
                .isEqualTo("a \u2260 d (operator) contradicts a = b (operator), b = c (self_confident_link), c = d"
                        + " (operator); left out: b = c (self_confident_link)");
    }

    @Test
    void shouldLetAnOperatorStandAgainstTheClock() {
        LabeledPair clock = new LabeledPair("a", "c", false, SELF_SAME_TIME);
        PairIdentities people = PairIdentities.of(List.of(same("a", "b"), same("b", "c"), clock));
        assertThat(people.contradictions()).extracting(Contradiction::leftOut).containsExactly(List.of(clock));
        assertThat(people.identities().values()).containsOnly("a");
        assertThat(people.apart()).isEmpty();
    }

    @Test
    void shouldBelieveNeitherOfTwoOperators() {
        PairIdentities people = PairIdentities.of(List.of(same("a", "b"), different("b", "a"), same("b", "c")));
        assertThat(people.contradictions())
                .containsExactly(new Contradiction(
                        different("a", "b"), List.of(same("a", "b")), List.of(different("a", "b"), same("a", "b"))));
        assertThat(people.identities()).isEqualTo(Map.of("a", "a", "b", "b", "c", "b"));
        assertThat(people.used()).containsExactly(same("b", "c"));
    }

    @Test
    void shouldFollowEveryWayThatContradicts() {
        LabeledPair wrong = different("a", "z");
        LabeledPair one = new LabeledPair("a", "z", true, SELF_CONFIDENT_LINK);
        LabeledPair first = new LabeledPair("a", "m", true, SELF_SAME_TRACKLET);
        PairIdentities people = PairIdentities.of(List.of(one, first, same("m", "z"), wrong));
        assertThat(people.contradictions())
                .containsExactly(
                        new Contradiction(wrong, List.of(one), List.of(one)),
                        new Contradiction(wrong, List.of(first, same("m", "z")), List.of(first)));
        assertThat(people.identities()).isEqualTo(Map.of("a", "a", "m", "m", "z", "m"));
    }

    @Test
    void shouldCountRepeatedLabelsOnceByTheirMostTrustedSource() {
        PairIdentities people = PairIdentities.of(List.of(
                new LabeledPair("b", "a", true, SELF_CONFIDENT_LINK),
                same("a", "b"),
                new LabeledPair("a", "b", true, IMPORT)));
        assertThat(people.used()).containsExactly(same("a", "b"));
        assertThat(PairIdentities.of(List.of()).identities()).isEmpty();
        assertThatThrownBy(() -> same("a", "a")).hasMessageContaining("two different tracklets or crops");
    }

    @Test
    void shouldJoinLongChainsQuickly() {
        List<LabeledPair> labels = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            labels.add(same(String.format("n%06d", i), String.format("n%06d", i + 1)));
        }
        labels.add(new LabeledPair("n000000", "n100000", false, SELF_SAME_TIME));
        PairIdentities people = PairIdentities.of(labels);
        assertThat(new HashSet<>(people.identities().values())).containsExactly("n000000");
        assertThat(people.contradictions().get(0).chain()).hasSize(100_000);
    }

    /** Every step is taken again with matrices: closure by Warshall, shortest ways by Floyd, and the rule by its words. */
    @Test
    void shouldAgreeWithMatricesOnRandomGraphs() {
        int contradicting = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<LabeledPair> labels = random(random);
            PairIdentities people = PairIdentities.of(labels);
            new Matrices(labels, "seed " + seed).check(people);
            Collections.shuffle(labels, random);
            assertThat(PairIdentities.of(labels))
                    .as("seed " + seed + " in another order")
                    .isEqualTo(people);
            contradicting += people.contradictions().isEmpty() ? 0 : 1;
        }
        assertThat(contradicting).isBetween(500, 1_900);
    }

    private static List<LabeledPair> random(Random random) {
        int nodes = 2 + random.nextInt(9);
        int count = random.nextInt(2 * nodes);
        List<LabeledPair> labels = new ArrayList<>();
        while (labels.size() < count) {
            String one = "n" + random.nextInt(nodes);
            String other = "n" + random.nextInt(nodes);
            if (!one.equals(other)) {
                LabelSource source = LabelSource.values()[random.nextInt(5)];
                labels.add(new LabeledPair(one, other, random.nextInt(4) > 0, source));
            }
        }
        return labels;
    }

    private static LabeledPair same(String one, String other) {
        return new LabeledPair(one, other, true, OPERATOR);
    }

    private static LabeledPair different(String one, String other) {
        return new LabeledPair(one, other, false, OPERATOR);
    }

    /** An independent account of what must come out, on at most ten nodes. */
    private static final class Matrices {
        private static final int NODES = 11;
        private static final int FAR = 1_000;

        private final Set<LabeledPair> standing = new HashSet<>();
        private final List<LabeledPair> labels;
        private final String message;

        Matrices(List<LabeledPair> labels, String message) {
            this.labels = labels;
            this.message = message;
            for (LabeledPair label : labels) {
                boolean trustedMore = labels.stream()
                        .anyMatch(l -> l.left().equals(label.left())
                                && l.right().equals(label.right())
                                && l.same() == label.same()
                                && l.source().ordinal() < label.source().ordinal());
                if (!trustedMore) {
                    standing.add(label);
                }
            }
        }

        void check(PairIdentities people) {
            for (Contradiction contradiction : people.contradictions()) {
                check(contradiction);
                contradiction
                        .leftOut()
                        .forEach(out ->
                                assertThat(standing.remove(out)).as(message).isTrue());
            }
            assertThat(people.used()).as(message).containsExactlyInAnyOrderElementsOf(standing);
            int[][] far = ways();
            Set<String> nodes = new HashSet<>();
            labels.forEach(l -> Collections.addAll(nodes, l.left(), l.right()));
            assertThat(people.identities().keySet()).as(message).isEqualTo(nodes);
            for (String a : nodes) {
                for (String b : nodes) {
                    assertThat(person(people, a).equals(person(people, b)))
                            .as(message)
                            .isEqualTo(far[number(a)][number(b)] < FAR);
                }
            }
            for (LabeledPair label : standing) {
                if (!label.same()) {
                    assertThat(people.apart())
                            .as(message)
                            .contains(Apart.of(person(people, label.left()), person(people, label.right())));
                }
            }
        }

        private static String person(PairIdentities people, String node) {
            return people.identities().getOrDefault(node, "nobody");
        }

        private void check(Contradiction found) {
            assertThat(standing).as(message).contains(found.different()).containsAll(found.chain());
            assertThat(found.chain())
                    .as(message)
                    .hasSize(ways()[number(found.different().left())][
                            number(found.different().right())]);
            String at = found.different().left();
            for (LabeledPair link : found.chain()) {
                assertThat(link.same()).as(message).isTrue();
                assertThat(at).as(message).isIn(link.left(), link.right());
                at = at.equals(link.left()) ? link.right() : link.left();
            }
            assertThat(at).as(message).isEqualTo(found.different().right());
            List<LabeledPair> all = new ArrayList<>(found.chain());
            all.add(found.different());
            int least = all.stream().mapToInt(l -> l.source().ordinal()).max().orElseThrow();
            assertThat(found.leftOut())
                    .as(message)
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(l -> l.source().ordinal() == least)
                            .toList());
        }

        private int[][] ways() {
            int[][] far = new int[NODES][NODES];
            for (int i = 0; i < NODES; i++) {
                for (int j = 0; j < NODES; j++) {
                    far[i][j] = i == j ? 0 : FAR;
                }
            }
            for (LabeledPair label : standing) {
                if (label.same()) {
                    far[number(label.left())][number(label.right())] = 1;
                    far[number(label.right())][number(label.left())] = 1;
                }
            }
            for (int k = 0; k < NODES; k++) {
                for (int i = 0; i < NODES; i++) {
                    for (int j = 0; j < NODES; j++) {
                        far[i][j] = Math.min(far[i][j], far[i][k] + far[k][j]);
                    }
                }
            }
            return far;
        }

        private static int number(String node) {
            return Integer.parseInt(node.substring(1));
        }
    }
}
