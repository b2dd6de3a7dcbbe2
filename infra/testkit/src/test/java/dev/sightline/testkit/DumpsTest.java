package dev.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DumpsTest {
    private static final String ONE = "== camera 1\nnorth\n== identity 3\np1\tACTIVE\np2\tMERGED\np2\tMERGED\n";

    @Test
    void shouldTakeEqualDumps() {
        Dumps.assertSame(ONE, ONE);
    }

    @Test
    void shouldNameTheRowsThatDifferAndTheirTables() {
        String other = "== camera 1\nnorth\n== identity 3\np1\tEXPIRED\np2\tMERGED\np3\tACTIVE\n";

        assertThatThrownBy(() -> Dumps.assertSame(other, ONE))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the databases differ: 2 rows missing, 2 too many\n- identity: p1\tACTIVE\n"
                        + "- identity: p2\tMERGED\n+ identity: p1\tEXPIRED\n+ identity: p3\tACTIVE");
    }

    @Test
    void shouldFailWhenOnlyHeadingsDiffer() {
        assertThatThrownBy(() -> Dumps.assertSame(ONE + "== alert 0\n", ONE)).hasMessageContaining("0 rows missing");
    }
}
