package dev.sightline.app.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final String TOPIC = "sightline.identity-events.v1";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<byte[], byte[]> reader = new MockConsumer<>("earliest");
    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void topic() {
        Node node = new Node(0, "localhost", 1);
        reader.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        reader.updateBeginningOffsets(Map.of(PARTITION, 0L));
        reader.updateEndOffsets(Map.of(PARTITION, 3L));
        reader.schedulePollTask(() -> {
            add(0, event("a"));
            add(1, new byte[] {(byte) 0xff});
            add(2, event("b"));
        });
    }

    @Test
    void shouldPrintOneLineARecordAndCountWhatDoesNotParse() {
        Tail.Read read = run(new Tail.Extent(true, true, 0));

        assertThat(read).isEqualTo(new Tail.Read(2, 1));
        assertThat(printed.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("\"event_id\":\"a\"")
                .contains("\"event_time\":\"2000-01-01T00:00:00.200Z\"");
    }

    @Test
    void shouldStopAfterTheCountAskedFor() {
        assertThat(run(new Tail.Extent(true, false, 1)).printed()).isEqualTo(1);
    }

    @Test
    void shouldKeepDescriptorsAndPicturesOutUnlessAskedFor() {
        Sighting sighting = Sighting.newBuilder()
                .setSightingId("s")
                .addExemplars(Exemplar.newBuilder().setCropJpeg(ByteString.copyFromUtf8("picture")))
                .build();

        assertThat(new RecordJson(false).line(sighting)).doesNotContain("crop_jpeg");
        assertThat(new RecordJson(true).line(sighting)).contains("crop_jpeg");
    }

    private Tail.Read run(Tail.Extent extent) {
        PrintWriter out = new PrintWriter(printed);
        return new Tail(TailStream.EVENTS, new RecordJson(false), out).run(reader, TOPIC, extent);
    }

    private void add(long offset, byte[] value) {
        reader.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "site".getBytes(StandardCharsets.UTF_8), value));
    }

    private static byte[] event(String id) {
        return IdentityEvent.newBuilder()
                .setEventId(id)
                .setEventTimeUs(946_684_800_200_000L)
                .build()
                .toByteArray();
    }
}
