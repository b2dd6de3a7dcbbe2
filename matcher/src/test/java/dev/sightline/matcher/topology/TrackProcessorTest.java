package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class TrackProcessorTest {
    private final MockProcessorContext<String, TrackOutput> context = new MockProcessorContext<>(new Properties());
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(StateStores.TRACKERS), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final KeyValueStore<String, byte[]> rosters = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(SitePartitions.STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final TrackProcessor processor =
            new TrackProcessor(StagePolicies.defaults(), new MatcherMeters(new SimpleMeterRegistry()));

    @Test
    void shouldTakeFramesAgainWhoseTransactionWasAborted() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        rosters.init(context.getStateStoreContext(), rosters);
        context.addStateStore(rosters);
        context.setCurrentSystemTimeMs(0);
        processor.init(context);
        process(1);
        byte[] committed = store.get("north");
        process(2);
        process(3);
        context.resetForwards();

        // What Streams does after an abort: the store as it was committed, the same processor initialized again.
        store.put("north", committed);
        processor.init(context);
        process(2);
        process(3);

        assertThat(context.forwarded())
                .extracting(f -> ((TrackOutput.ForSite) f.record().value())
                        .input()
                        .getFrame()
                        .getSequence())
                .containsExactly(2L, 3L);
    }

    private void process(long sequence) {
        Observation observation = Observation.newBuilder()
                .setCameraId("north")
                .setSiteId("site")
                .setSequence(sequence)
                .setCaptureTimeUs(sequence * 100_000)
                .setWidth(640)
                .setHeight(480)
                .addDetections(Detection.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setScore(0.9f)
                        .setQuality(0.8f)
                        .setPersonIndex(-1)
                        .setBox(Box.newBuilder()
                                .setX(100)
                                .setY(100)
                                .setWidth(40)
                                .setHeight(100)))
                .build();
        processor.process(new Record<>("north".getBytes(StandardCharsets.UTF_8), observation.toByteArray(), 0));
    }
}
