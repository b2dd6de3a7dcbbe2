package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.recorder.Placement.Outcome;
import dev.sightline.store.recorder.Placement.Range;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Optional<String> OLD = Optional.of("id-1");

    @Test
    void shouldGoOnWhereTheRowsEnd() {
        assertThat(Placement.of(7, OLD, "id-1", new Range(3, 9))).isEqualTo(new Placement(7, Outcome.GOES_ON, 0));
        assertThat(Placement.of(9, OLD, "id-1", new Range(3, 9)).outcome()).isEqualTo(Outcome.GOES_ON);
        assertThat(Placement.of(3, Optional.empty(), "id-1", new Range(3, 9)).outcome())
                .isEqualTo(Outcome.GOES_ON);
    }

    @Test
    void shouldCountWhatWasDeletedBeforeItWasRecorded() {
        assertThat(Placement.of(2, OLD, "id-1", new Range(6, 9)))
                .isEqualTo(new Placement(6, Outcome.BEGINNING_DELETED, 4));
    }

    /** A cut segment is not a new topic: everything is recorded already, and reading it again would be wrong. */
    @Test
    void shouldGoOnAtTheEndOfATopicThatLostItsEnd() {
        assertThat(Placement.of(9, OLD, "id-1", new Range(0, 4))).isEqualTo(new Placement(4, Outcome.END_LOST, 5));
    }

    /** Also when the new topic has more records than were recorded of the earlier one. */
    @Test
    void shouldBeginAgainWithATopicThatWasCreatedAgain() {
        assertThat(Placement.of(9, OLD, "id-2", new Range(0, 4))).isEqualTo(new Placement(0, Outcome.CREATED_AGAIN, 4));
        assertThat(Placement.of(9, OLD, "id-2", new Range(1, 40)))
                .isEqualTo(new Placement(1, Outcome.CREATED_AGAIN, 39));
    }

    @Test
    void shouldNotClaimMoreThanRowsWithoutAnIdSay() {
        assertThat(Placement.of(9, Optional.empty(), "id-1", new Range(0, 4)))
                .isEqualTo(new Placement(0, Outcome.SHORTER, 5));
    }
}
