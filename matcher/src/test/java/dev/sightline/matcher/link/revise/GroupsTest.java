package dev.sightline.matcher.link.revise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
    @Test
    void shouldGroupByTheMeanOverAllPairsSoThatOneBridgeDoesNotJoinTwo() {
        double[][] pairs = {
            {0, 6, 5, -4, -4},
            {6, 0, 5, -4, -4},
            {5, 5, 0, 3, -4},
            {-4, -4, 3, 0, 6},
            {-4, -4, -4, 6, 0}
        };

        assertThat(new Groups(pairs).by(2)).containsExactly(List.of(0, 1, 2), List.of(3, 4));
    }

    @Test
    void shouldPutTheLargestGroupFirst() {
        double[][] pairs = {{0, -4, -4}, {-4, 0, 6}, {-4, 6, 0}};

        assertThat(new Groups(pairs).by(2)).containsExactly(List.of(1, 2), List.of(0));
    }

    @Test
    void shouldKeepTogetherWhatBelongsTogether() {
        double[][] pairs = {{0, 2, 7}, {2, 0, 3}, {7, 3, 0}};

        assertThat(new Groups(pairs).by(2)).containsExactly(List.of(0, 1, 2));
    }
}
