package dev.sightline.embedder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolesTest {
    private static final ModelReference OLD =
            ModelReference.newBuilder().setModelId("old@1").build();
    private static final ModelReference NEW =
            ModelReference.newBuilder().setModelId("new@2").build();
    private static final long SWITCH = 1_000;

    private static ModelAssignment.Builder serving(ModelReference model) {
        return ModelAssignment.newBuilder().setServing(model);
    }

    @Test
    void shouldDescribeByOneModelWhenNoneIsBroughtIn() {
        assertThat(Roles.at(serving(OLD).build(), 5)).isEqualTo(new Roles(OLD, Optional.empty()));
    }

    @Test
    void shouldDescribeByBothUntilTheSwitchTimeIsKnown() {
        ModelAssignment first = serving(OLD).setNext(NEW).build();

        assertThat(Roles.at(first, Long.MAX_VALUE)).isEqualTo(new Roles(OLD, Optional.of(NEW)));
    }

    @Test
    void shouldChangeAtTheSwitchTime() {
        ModelAssignment second =
                serving(OLD).setNext(NEW).setSwitchTimeUs(SWITCH).build();

        assertThat(Roles.at(second, SWITCH - 1)).isEqualTo(new Roles(OLD, Optional.of(NEW)));
        assertThat(Roles.at(second, SWITCH)).isEqualTo(new Roles(NEW, Optional.empty()));
    }

    @Test
    void shouldDescribeLateFramesAsBeforeTheChangeWasOver() {
        ModelAssignment second =
                serving(OLD).setNext(NEW).setSwitchTimeUs(SWITCH).build();
        ModelAssignment third =
                serving(NEW).setPrevious(OLD).setSwitchTimeUs(SWITCH).build();

        for (long time : new long[] {0, SWITCH - 1, SWITCH, SWITCH + 1}) {
            assertThat(Roles.at(third, time)).as("at " + time).isEqualTo(Roles.at(second, time));
        }
    }

    @Test
    void shouldNeedThePreviousModelForLateFramesOnly() {
        assertThat(Roles.needed(serving(OLD).setNext(NEW).build())).containsExactlyInAnyOrder(OLD, NEW);
        assertThat(Roles.needed(
                        serving(NEW).setPrevious(OLD).setSwitchTimeUs(SWITCH).build()))
                .containsExactly(NEW);
    }
}
