package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.track.CameraTracker;
import dev.sightline.matcher.track.TrackOutcome.Tracked;
import dev.sightline.matcher.v1.SiteInput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** The link stage is taken over by another instance while a model takes over from another. */
class LinkFailOverTest {
    private final Scales scales = new Scales(Street::calibrations);

    @Test
    void shouldGiveTheSameBytesFromTheStoresAtAnyMoment() throws Exception {
        List<SiteInput> input = input();
        List<String> undisturbed = outputs(input, new Random(0), 0);
        assertThat(undisturbed.size()).isGreaterThan(322);

        for (long seed = 1; seed <= 3; seed++) {
            assertThat(outputs(input, new Random(seed), 5)).as("seed %d", seed).isEqualTo(undisturbed);
        }
    }

    /** @param every takes over before one record in so many; 0: never */
    private List<String> outputs(List<SiteInput> input, Random random, int every) {
        MockProcessorContext<String, LinkOutput> context = new MockProcessorContext<>(new Properties());
        for (String name : List.of(
                StateStores.ORDER,
                StateStores.MEMORY,
                StateStores.COOL_DOWNS,
                GlobalTables.CAMERAS,
                GlobalTables.CAMERA_STATUS,
                GlobalTables.WATCHLIST,
                GlobalTables.RULES,
                GlobalTables.MODELS)) {
            KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        KeyValueStore<String, byte[]> cameras = context.getStateStore(GlobalTables.CAMERAS);
        for (String camera : List.of("north", "south")) {
            cameras.put(camera, Street.camera(camera, camera + ".mp4").toByteArray());
        }
        context.setCurrentSystemTimeMs(0);
        LinkProcessor processor = started(context);
        for (SiteInput each : input) {
            if (every > 0 && random.nextInt(every) == 0) {
                processor.close();
                processor = started(context);
            }
            processor.process(new Record<>(Street.SITE, each, 0));
        }
        return context.forwarded().stream()
                .map(f -> f.record().value())
                .map(o -> o.topic().noun() + " " + Base64.getEncoder().encodeToString(o.bytes()))
                .toList();
    }

    private LinkProcessor started(MockProcessorContext<String, LinkOutput> context) {
        LinkProcessor processor =
                new LinkProcessor(StagePolicies.defaults(), scales, new MatcherMeters(new SimpleMeterRegistry()));
        processor.init(context);
        return processor;
    }

    /** Frames of two cameras over a switch, with the job's descriptions among them. */
    private List<SiteInput> input() throws Exception {
        Street street = new Street(1, 6, 0.5);
        Promotions promotions = Promotions.one(8.45, 9.05);
        List<Observation> observations = new ArrayList<>(promotions.describe(street.walk("north", 0)));
        observations.addAll(promotions.describe(street.walk("south", 6)));
        observations.sort(
                Comparator.comparingLong(Observation::getCaptureTimeUs).thenComparing(Observation::getCameraId));
        Map<String, CameraTracker> trackers = new HashMap<>();
        List<SiteInput> inputs = new ArrayList<>();
        boolean described = false;
        for (Observation observation : observations) {
            CameraTracker tracker = trackers.computeIfAbsent(
                    observation.getCameraId(),
                    id -> new CameraTracker(StagePolicies.defaults().track(), id));
            inputs.add(SiteInput.newBuilder()
                    .setFrame(((Tracked) tracker.observe(observation)).frame())
                    .build());
            if (!described && observation.getCaptureTimeUs() > 8_700_000) {
                described = true;
                inputs.add(redescription(inputs));
            }
        }
        return inputs;
    }

    private SiteInput redescription(List<SiteInput> inputs) throws Exception {
        Map<String, Sighting> newest = new LinkedHashMap<>();
        for (String output : outputs(inputs, new Random(0), 0)) {
            String[] parts = output.split(" ", 2);
            if (parts[0].equals(Topics.SIGHTINGS.noun())) {
                Sighting sighting = Sighting.parseFrom(Base64.getDecoder().decode(parts[1]));
                newest.put(sighting.getSightingId(), sighting);
            }
        }
        assertThat(newest).isNotEmpty();
        return SiteInput.newBuilder()
                .setRedescription(Promotions.redescription(newest.values(), Promotions.NEW))
                .build();
    }
}
