package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {
    private final Statements statements = new Statements();

    @Test
    void shouldObeyNothingThatWasTakenBack() {
        statements.add(said("f1", true, false, 1));
        assertThat(statements.about("a")).hasSize(1);

        assertThat(statements.add(said("f2", false, true, 2))).isTrue();

        assertThat(statements.about("a")).isEmpty();
        assertThat(statements.about("b")).isEmpty();
        assertThat(statements.add(said("f1", true, false, 1)))
                .as("the earlier one again, as in a replay")
                .isFalse();
        assertThat(statements.add(said("f3", false, false, 3))).isTrue();
        assertThat(statements.about("b")).extracting(Statement::feedbackId).containsExactly("f3");
    }

    private static Statement said(String id, boolean same, boolean withdrawn, long time) {
        return new Statement(id, new TrackletPair("a", "b"), same, withdrawn, "", time);
    }
}
