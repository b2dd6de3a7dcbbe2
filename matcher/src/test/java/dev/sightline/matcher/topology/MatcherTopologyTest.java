package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.MatcherPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTopologyTest {
    private final Street street = new Street(1, 6, 0.5);

    @Test
    void shouldLinkPeopleAcrossTwoCameras() {
        try (Bench bench = new Bench(MatcherPolicy.defaults())) {
            bench.camera(Street.camera("north", "north.mp4"));
            bench.camera(Street.camera("south", "south.mp4"));
            List<Observation> north = street.walk("north", 0);
            List<Observation> south = street.walk("south", 60);
            north.forEach(bench::observe);
            south.forEach(bench::observe);

            List<IdentityEvent> events = bench.read(Topics.IDENTITY_EVENTS);
            assertThat(events).filteredOn(e -> e.getType() == Type.TYPE_CREATED).hasSize(6);
            assertThat(events).filteredOn(e -> e.getType() == Type.TYPE_LINKED).hasSize(6);
            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size() + south.size());
        }
    }
}
