package dev.sightline.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {
    private static final WalkPlan PLAN = new WalkPlan(12, 4, 3, 6, true);
    private static final LookNoise EASY = new LookNoise(1, 0, 8, 0.02, 0.02, 0.1, 0.1, 200);
    private static final SyntheticWorlds WORLDS = new SyntheticWorlds(EASY, 30);

    @Test
    void shouldBeEqualForEqualSeedsOnly() {
        // given
        List<TrackerFrame> first = frames(WORLDS.world(PLAN, 7));
        // when
        List<TrackerFrame> again = frames(WORLDS.world(PLAN, 7));
        List<TrackerFrame> other = frames(WORLDS.world(PLAN, 8));
        // then
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void shouldPlayEveryVisitFromConfirmationToClose() {
        // given
        World world = WORLDS.world(PLAN, 3);
        // when
        List<TrackerFrame> frames = frames(world);
        // then
        assertThat(frames).extracting(TrackerFrame::getCaptureTimeUs).isSorted();
        Map<String, List<Phase>> phases = new HashMap<>();
        frames.stream()
                .flatMap(f -> f.getUpdatesList().stream())
                .forEach(u -> phases.computeIfAbsent(u.getTrackletId(), k -> new ArrayList<>())
                        .add(u.getPhase()));
        assertThat(phases).hasSize(world.visits().size());
        phases.values().forEach(p -> {
            assertThat(p.get(0)).isEqualTo(Phase.PHASE_CONFIRMED);
            assertThat(p.get(p.size() - 1)).isEqualTo(Phase.PHASE_CLOSED);
            assertThat(p.subList(1, p.size() - 1)).containsOnly(Phase.PHASE_REFRESHED);
        });
    }

    @Test
    void shouldKeepPeopleInOnePlaceAtATime() {
        // given
        World world = WORLDS.world(PLAN, 5);
        // then
        Map<Integer, List<Visit>> byPerson = world.visits().stream().collect(Collectors.groupingBy(Visit::person));
        assertThat(byPerson).hasSize(PLAN.people());
        byPerson.values().forEach(visits -> {
            assertThat(visits).hasSize(PLAN.visits());
            for (int i = 1; i < visits.size(); i++) {
                assertThat(visits.get(i).startUs() - visits.get(i - 1).endUs()).isBetween(20_000_000L, 60_000_000L);
                assertThat(visits.get(i).camera())
                        .isNotEqualTo(visits.get(i - 1).camera());
            }
        });
    }

    @Test
    void shouldGiveEveryVisitATrackletIdOfItsOwn() {
        World world = WORLDS.world(new WalkPlan(400, 8, 4, 30, true), 1);
        assertThat(world.visits().stream().map(Visit::trackletId).distinct().count())
                .isEqualTo(world.visits().size());
    }

    @Test
    void shouldMakeTroubleWhenAsked() {
        // given: everybody in pairs, all views overlap, a fifth of the visits unseen, camera 0 three seconds ahead
        Trouble trouble = new Trouble(1, 2, 0.2, 1, 3);
        WalkPlan plan = new WalkPlan(40, 4, 3, 12, true, trouble);
        // when
        World world = WORLDS.world(plan, 2);
        // then
        assertThat(world.visits()).hasSizeBetween(80, 110);
        Visit visit = world.visits().get(world.visits().size() - 1);
        assertThat(world.looks().crops(visit, 5).get(0))
                .isNotEqualTo(new SyntheticLooks(EASY, 40, 2).crops(visit, 5).get(0));
        Map<Integer, List<Visit>> byPerson = world.visits().stream().collect(Collectors.groupingBy(Visit::person));
        assertThat(byPerson.values())
                .anyMatch(v -> v.size() > 1 && v.get(1).startUs() < v.get(0).endUs());
    }

    @Test
    void shouldRefuseOptionsItDoesNotKnow() {
        assertThatThrownBy(() -> WorldOptions.of("--peple", "3")).hasMessageContaining("unknown option --peple");
        assertThatThrownBy(() -> WorldOptions.of("--people", "x")).hasMessageContaining("--people is 'x'");
        assertThatThrownBy(() -> WorldOptions.of("--systems", "ours")).hasMessageContaining("unknown system 'ours'");
        assertThat(WorldOptions.of("--half", "tune").seeds()).containsExactly(1L, 3L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sightline", "nearest", "centroid", "micro-batch", "greedy", "joint"})
    void shouldBeSolvedByEverySystemWhenPeopleAreEasyToTell(String name) {
        // given
        Systems.Kind kind = Systems.kind(name);
        World world = WORLDS.world(PLAN, 2);
        double threshold = new Tuning(List.of(WORLDS.world(PLAN, 1))).best(kind);
        // when
        WorldResult result = WorldResult.play(world, kind.maker().make(world, threshold));
        // then
        assertThat(result.agreement().idf1()).isGreaterThan(0.9);
        assertThat(result.counts().mixed()).isZero();
    }

    private static List<TrackerFrame> frames(World world) {
        List<TrackerFrame> frames = new ArrayList<>();
        new Playback(world).play(frames::add);
        return frames;
    }
}
