package dev.sightline.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenPartTest {
    private final Yard yard = new Yard(200, .8, .4, 3);
    private final AdaptPolicy policy = AdaptPolicy.defaults();

    @Test
    void shouldKeepLinkedTrackletsOnOneSide() {
        FrozenPart frozen = FrozenPart.of(yard.tracklets(), yard.rightLinks(), policy);

        for (int person = 0; person < 200; person++) {
            assertThat(frozen.trains(Yard.id("north", person))).isEqualTo(frozen.trains(Yard.id("south", person)));
        }
        assertThat(frozen.tracklets().size() / 400.0).isBetween(.2, .4);
    }

    @Test
    void shouldFreezeTheSameWhenMoreHasBeenSeen() {
        FrozenPart first = FrozenPart.of(yard.tracklets().subList(0, 100), List.of(), policy);
        FrozenPart later = FrozenPart.of(yard.tracklets(), List.of(), policy);

        assertThat(later.tracklets()).containsAll(first.tracklets());
        assertThat(later.tracklets()).hasSizeGreaterThan(first.tracklets().size());
    }
}
