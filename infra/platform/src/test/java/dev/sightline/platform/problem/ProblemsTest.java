package dev.sightline.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems();

    @Test
    void shouldCountProblemsOfOnePlaceAndKindTogether() {
        problems.add(new Problem("north", "bad-frame", "frame 7 cannot be decoded", 2, "check the file"));
        problems.add(new Problem("north", "bad-frame", "frame 9 cannot be decoded", 3, "check the file"));
        problems.add(Problem.of("south", "bad-frame", "frame 1 cannot be decoded", ""));

        assertThat(problems.all())
                .containsExactly(
                        new Problem("north", "bad-frame", "frame 7 cannot be decoded", 5, "check the file"),
                        new Problem("south", "bad-frame", "frame 1 cannot be decoded", 1, ""));
    }

    @Test
    void shouldBeEmptyUntilSomethingGoesWrong() {
        assertThat(problems.isEmpty()).isTrue();
        problems.add(Problem.of("north", "ends-early", "the file ends after 3 s of 9 s", ""));
        assertThat(problems.isEmpty()).isFalse();
    }

    @Test
    void shouldRefuseAProblemThatSaysNothing() {
        assertThatThrownBy(() -> new Problem("north", "bad-frame", "frame 7", 0, ""))
                .hasMessageContaining("at least 1");
    }
}
