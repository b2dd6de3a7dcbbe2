package dev.sightline.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void shouldNameThingsReadably() {
        assertThat(Ids.detection("north", 0, 12, 3)).isEqualTo("north/0/12/3");
        assertThat(Ids.tracklet("north", 1_700_000_000_000L, 4)).isEqualTo("north/1700000000000/t4");
        assertThat(Ids.identity("lobby", 9)).isEqualTo("lobby/p9");
    }

    @Test
    void shouldGiveEqualIdsForEqualPartsOnly() {
        assertThat(Ids.of("a", "b")).isEqualTo(Ids.of("a", "b")).hasSize(32).matches("[0-9a-f]+");
        assertThat(Ids.of("ab")).isNotEqualTo(Ids.of("a", "b"));
        assertThat(Ids.of("a", "bc")).isNotEqualTo(Ids.of("ab", "c"));
        assertThat(Ids.of("a", "")).isNotEqualTo(Ids.of("a"));
        assertThat(Ids.of("1:a")).isNotEqualTo(Ids.of("a"));
    }

    @Test
    void shouldNeverChangeTheIdsThatAreOutThere() {
        assertThat(Ids.of("camera", "7")).isEqualTo("591809a2774db3b8a8f09793d3447e72");
    }

    @Test
    void shouldLetPlainNamesThrough() {
        assertThat(Ids.requireName("camera", "north-2.a_B")).isEqualTo("north-2.a_B");
        assertThat(Ids.requireName("camera", "x".repeat(63))).hasSize(63);
    }

    @Test
    void shouldRefuseNamesThatWouldBreakAnId() {
        for (String bad : new String[] {"", "a/b", " a", "-a", ".", "ü", "a b", "x".repeat(64), "a\n"}) {
            assertThatThrownBy(() -> Ids.requireName("camera", bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("camera '" + bad + "'")
                    .hasMessageContaining("1 to 63");
        }
    }
}
