package dev.sightline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.settings.SettingsLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsNamesTest {
    @Test
    void shouldFindNothingWhereAllNamesAreThere() {
        assertThat(SettingsNames.problems(settings(Map.of(
                        "cameras.north.source", "a.mp4",
                        "rules.long.when", "dwell",
                        "rules.long.cameras", "north",
                        "embedder.detections.north", "det.txt"))))
                .isEmpty();
    }

    @Test
    void shouldNameCamerasOfRulesAndDetectionsThatAreNotThere() {
        List<Problem> problems = SettingsNames.problems(settings(Map.of(
                "cameras.north.source", "a.mp4",
                "rules.long.when", "dwell",
                "rules.long.cameras", "north,soth",
                "embedder.detections.nroth", "det.txt")));

        assertThat(problems)
                .extracting(Problem::where)
                .containsExactly("rules.long.cameras", "embedder.detections.nroth");
        assertThat(problems).extracting(Problem::kind).containsOnly(SettingsNames.KIND);
        assertThat(problems.get(0).what()).isEqualTo("there is no camera 'soth'; cameras are north");
        assertThat(problems.get(1).advice()).isEqualTo("did you mean north?");
    }

    @Test
    void shouldJudgeByTheCamerasACommandWasGiven() {
        SightlineSettings settings = settings(Map.of("embedder.detections.north", "det.txt"));

        assertThat(SettingsNames.problems(settings, List.of("north"))).isEmpty();
        assertThat(SettingsNames.problems(settings))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what()).isEqualTo("there is no camera 'north', nor any other"));
    }

    @Test
    void shouldSayThatARuleForUnknownPeopleNeedsARestrictedCamera() {
        Map<String, String> open = Map.of("cameras.north.source", "a.mp4", "rules.who.when", "unknown-person");
        Map<String, String> closed = Map.of(
                "cameras.north.source",
                "a.mp4",
                "cameras.north.restricted",
                "true",
                "rules.who.when",
                "unknown-person");

        assertThat(SettingsNames.problems(settings(open)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.advice()).contains("restricted: true"));
        assertThat(SettingsNames.problems(settings(closed))).isEmpty();
    }

    private static SightlineSettings settings(Map<String, String> flags) {
        return SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags);
    }
}
