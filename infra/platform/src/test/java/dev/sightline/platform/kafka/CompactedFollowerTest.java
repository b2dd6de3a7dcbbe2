package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactedFollowerTest {
    private static final String NAME = "sightline.cameras.v1";
    private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

    private final MockConsumer<byte[], byte[]> reader = new MockConsumer<>("earliest");
    private final KafkaClients clients = new KafkaClients(KafkaSettings.of("localhost:1", "sightline"));
    private final List<Map<String, Optional<Camera>>> heard = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @BeforeEach
    void topic() {
        Node node = new Node(0, "localhost", 1);
        reader.updatePartitions(NAME, List.of(new PartitionInfo(NAME, 0, node, new Node[] {node}, new Node[] {node})));
        reader.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void shouldHandOverTheTableFirstAndThenEachChange() {
        // given three records at the start, of which one replaces another
        reader.updateEndOffsets(Map.of(PARTITION, 3L));
        reader.schedulePollTask(() -> {
            add(0, "north", camera("north", "old.mp4"));
            add(1, "south", camera("south", "s.mp4"));
        });
        reader.schedulePollTask(() -> add(2, "north", camera("north", "new.mp4")));
        reader.schedulePollTask(() -> add(3, "south", null));
        reader.schedulePollTask(() -> stopped.set(true));

        follow();

        assertThat(heard.get(0).get("north"))
                .hasValueSatisfying(c -> assertThat(c.getSource()).isEqualTo("new.mp4"));
        assertThat(heard.get(0)).containsOnlyKeys("north", "south");
        assertThat(heard.get(1)).containsExactly(Map.entry("south", Optional.empty()));
    }

    @Test
    void shouldPassOverWhatDoesNotParse() {
        reader.updateEndOffsets(Map.of(PARTITION, 2L));
        reader.schedulePollTask(() -> {
            add(0, "north", new byte[] {(byte) 0xff});
            add(1, "south", camera("south", "s.mp4"));
        });
        reader.schedulePollTask(() -> stopped.set(true));

        follow();

        assertThat(heard.get(0)).containsOnlyKeys("south");
        assertThat(unreadable).hasSize(1);
    }

    @Test
    void shouldHandEveryRecordToAParserOfItsOwn() {
        reader.updateEndOffsets(Map.of(PARTITION, 2L));
        reader.schedulePollTask(() -> {
            add(0, "north", camera("north", "n.mp4"));
            add(1, "north", new byte[] {(byte) 0xff});
        });
        reader.schedulePollTask(() -> stopped.set(true));
        List<Map<String, Optional<String>>> tables = new ArrayList<>();

        new CompactedFollower<>(reader, NAME, record -> record.offset() + " of " + record.value().length, texts(tables))
                .follow(stopped::get);

        assertThat(tables.get(0)).containsExactly(Map.entry("north", Optional.of("1 of 1")));
    }

    private static CompactedFollower.Listener<String> texts(List<Map<String, Optional<String>>> tables) {
        return new CompactedFollower.Listener<>() {
            @Override
            public void present(Map<String, Optional<String>> table) {
                tables.add(table);
            }

            @Override
            public void changed(Map<String, Optional<String>> changes) {
                tables.add(changes);
            }

            @Override
            public void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
                throw new AssertionError(reason);
            }
        };
    }

    @Test
    void shouldSayThatTheTopicIsMissing() {
        reader.updatePartitions(NAME, List.of());

        assertThatThrownBy(this::follow)
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining("topics create");
    }

    private void follow() {
        var listener = new CompactedFollower.Listener<Camera>() {
            @Override
            public void present(Map<String, Optional<Camera>> table) {
                heard.add(table);
            }

            @Override
            public void changed(Map<String, Optional<Camera>> changes) {
                heard.add(changes);
            }

            @Override
            public void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
                unreadable.add(reason);
            }
        };
        new CompactedFollower<>(reader, clients, Topics.CAMERAS, listener).follow(stopped::get);
    }

    private void add(long offset, String key, byte @Nullable [] value) {
        reader.addRecord(new ConsumerRecord<>(NAME, 0, offset, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static byte[] camera(String id, String source) {
        return Camera.newBuilder().setCameraId(id).setSource(source).build().toByteArray();
    }
}
