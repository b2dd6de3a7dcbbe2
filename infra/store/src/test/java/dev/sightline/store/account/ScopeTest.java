package dev.sightline.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final Scope HALL = new Scope(Set.of("hall"), Set.of());
    private static final Scope HALL_NORTH = new Scope(Set.of("hall"), Set.of("north"));

    @Test
    void shouldAllowOnlyItsSitesAndCameras() {
        assertThat(Scope.ALL.allowsCamera("any", "any")).isTrue();
        assertThat(HALL.allowsCamera("hall", "south")).isTrue();
        assertThat(HALL.allowsCamera("yard", "south")).isFalse();
        assertThat(HALL_NORTH.allowsCamera("hall", "south")).isFalse();
        assertThat(HALL_NORTH.allowsAny("hall", List.of("south", "north"))).isTrue();
        assertThat(HALL_NORTH.allowsAny("hall", List.of("south"))).isFalse();
        assertThat(HALL_NORTH.allowsAny("yard", List.of("north"))).isFalse();
    }

    @Test
    void shouldKnowWhichIsWithinWhich() {
        assertThat(HALL.within(Scope.ALL)).isTrue();
        assertThat(Scope.ALL.within(HALL)).isFalse();
        assertThat(HALL_NORTH.within(HALL)).isTrue();
        assertThat(HALL.within(HALL_NORTH)).isFalse();
    }

    @Test
    void shouldAllowNothingWhereTwoScopesHaveNothingInCommon() {
        Scope yard = new Scope(Set.of("yard"), Set.of());

        assertThat(HALL.narrowedTo(Scope.ALL)).isEqualTo(HALL);
        assertThat(Scope.ALL.narrowedTo(HALL_NORTH)).isEqualTo(HALL_NORTH);
        assertThat(HALL.narrowedTo(yard).allowsSite("hall")).isFalse();
        assertThat(HALL.narrowedTo(yard).allowsSite("yard")).isFalse();
    }

    @Test
    void shouldRefuseIdsThatCannotBe() {
        assertThatThrownBy(() -> new Scope(Set.of("a,b"), Set.of())).hasMessageContaining("site 'a,b'");
    }

    @Test
    void shouldRankRoles() {
        assertThat(Role.SUPERVISOR.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.VIEWER.covers(Role.OPERATOR)).isFalse();
        assertThat(Role.ENGINEER.atMost(Role.VIEWER)).isEqualTo(Role.VIEWER);
        assertThat(Role.VIEWER.atMost(Role.ENGINEER)).isEqualTo(Role.VIEWER);
    }
}
