package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who stands for everybody: those a site still knows, however many it has forgotten. */
class IdentitySampleTest {
    private static final int MADE = 20_000;
    private static final int KNOWN = 1_000;
    private static final int DRAWN = 100;

    private final SiteMemory memory = new SiteMemory("s");
    private final List<String> known = new ArrayList<>();

    IdentitySampleTest() {
        for (int i = 0; i < MADE; i++) {
            known.add(memory.createIdentity(i));
        }
        // A few old ones stay, as those with a face do, and the latest.
        List<String> forgotten = new ArrayList<>();
        for (int i = 0; i < MADE - KNOWN / 2; i++) {
            if (i % 39 != 0) {
                forgotten.add(known.get(i));
            }
        }
        known.removeAll(Set.copyOf(forgotten));
        forgotten.forEach(memory::removeIdentity);
    }

    @Test
    void shouldDrawAsManyAsAskedForThoughMostAreForgotten() {
        assertThat(known).hasSize(KNOWN);
        assertThat(memory.sample("t1", DRAWN, Set.of())).hasSize(DRAWN);
        assertThat(memory.sample("t1", 2 * KNOWN, Set.of())).hasSize(KNOWN);
    }

    @Test
    void shouldDrawEachAsOften() {
        Map<String, Integer> drawn = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            memory.sample("tracklet " + i, DRAWN, Set.of()).forEach(one -> drawn.merge(one.id(), 1, Integer::sum));
        }

        assertThat(drawn.keySet()).isEqualTo(Set.copyOf(known));
        // Each 100 times in the mean: the standard deviation is 10.
        assertThat(drawn.values()).allMatch(times -> times > 50 && times < 150);
    }

    @Test
    void shouldDrawTheSameAfterARestore() {
        SiteMemory restored = new SiteMemory("s");
        Map<String, byte[]> entries = new HashMap<>();
        memory.drain((key, bytes) -> {
            if (bytes != null) {
                entries.put(key, bytes);
            }
        });
        // In no order.
        entries.forEach(restored::restore);

        Function<SiteMemory, List<String>> sample = of -> of.sample("t7", DRAWN, Set.of(known.get(0))).stream()
                .map(Identity::id)
                .collect(Collectors.toList());
        assertThat(sample.apply(restored)).isEqualTo(sample.apply(memory));
    }
}
