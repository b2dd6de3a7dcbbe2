package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.broker.Records;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.ByteUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class GuardedConsumerIT {
    /** No array is this long: whatever the heap, the record does not fit. */
    private static final int BODY = Integer.MAX_VALUE;

    private static final short ZSTD = 4;

    @TempDir
    static Path folder;

    @Test
    void shouldGoPastARecordThatExpandsToMoreThanMemoryHolds() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            KafkaClients clients = new KafkaClients(KafkaSettings.of(broker.bootstrapServers(), "guard"));
            new TopicAdmin(clients).create(List.of(Topics.FRAMES), 1, (short) 1);
            Records.write(clients, Topics.FRAMES, List.of("first", "second"));
            ByteBuffer bomb = bomb();
            assertThat(bomb.remaining()).isLessThan(1 << 20);
            produce(broker.bootstrapServers(), clients.name(Topics.FRAMES), bomb);
            Records.write(clients, Topics.FRAMES, List.of("third"));

            assertThat(end(clients)).as("records that Kafka took").isEqualTo(4);
            assertThat(read(clients)).as("first start").containsExactly("first", "second", "third");
            assertThat(read(clients)).as("again after a restart").containsExactly("first", "second", "third");
        }
    }

    private static long end(KafkaClients clients) {
        try (Consumer<byte[], byte[]> consumer = clients.reader("end")) {
            TopicPartition partition = new TopicPartition(clients.name(Topics.FRAMES), 0);
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /** Reads to the end in a group that never commits. */
    private static List<String> read(KafkaClients clients) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("group", "reader")) {
            TopicPartition partition = new TopicPartition(clients.name(Topics.FRAMES), 0);
            consumer.assign(List.of(partition));
            List<String> values = new ArrayList<>();
            while (!Partitions.reached(consumer, consumer.endOffsets(List.of(partition)))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(new String(record.value(), StandardCharsets.UTF_8));
                }
            }
            return values;
        }
    }

    /** A batch of one record that is two gigabytes of zeros, written without ever holding them. */
    private static ByteBuffer bomb() throws IOException {
        ByteBufferOutputStream compressed = new ByteBufferOutputStream(1 << 20);
        int value = BODY - 10;
        try (DataOutputStream out =
                new DataOutputStream(Compression.zstd().build().wrapForOutput(compressed, (byte) 2))) {
            ByteUtils.writeVarint(BODY, out);
            out.writeByte(0);
            ByteUtils.writeVarlong(0, out);
            ByteUtils.writeVarint(0, out);
            ByteUtils.writeVarint(-1, out);
            ByteUtils.writeVarint(value, out);
            zeros(out, value);
            ByteUtils.writeVarint(0, out);
        }
        ByteBuffer records = compressed.buffer();
        records.flip();
        return batch(records);
    }

    private static void zeros(OutputStream out, int count) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (int left = count; left > 0; left -= Math.min(left, zeros.length)) {
            out.write(zeros, 0, Math.min(left, zeros.length));
        }
    }

    /** The header of a batch of one record, magic 2. */
    private static ByteBuffer batch(ByteBuffer records) {
        int afterChecksum = 40;
        ByteBuffer batch = ByteBuffer.allocate(21 + afterChecksum + records.remaining());
        batch.putLong(0).putInt(batch.capacity() - 12).putInt(-1).put((byte) 2).putInt(0);
        batch.putShort(ZSTD).putInt(0).putLong(1_000).putLong(1_000);
        batch.putLong(-1).putShort((short) -1).putInt(-1).putInt(1);
        batch.put(records).flip();
        CRC32C checksum = new CRC32C();
        checksum.update(batch.duplicate().position(21));
        return batch.putInt(17, (int) checksum.getValue());
    }

    private static void produce(String server, String topic, ByteBuffer batch) throws IOException {
        short version = 9;
        PartitionProduceData partition =
                new PartitionProduceData().setIndex(0).setRecords(MemoryRecords.readableRecords(batch));
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        topics.add(new TopicProduceData().setName(topic).setPartitionData(List.of(partition)));
        ProduceRequestData data = new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(60_000)
                .setTopicData(topics);
        ByteBuffer request = new ProduceRequest(data, version)
                .serializeWithHeader(new RequestHeader(ApiKeys.PRODUCE, version, "test", 1));
        int colon = server.lastIndexOf(':');
        try (Socket socket = new Socket(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            out.flush();
            assertThat(in.readNBytes(in.readInt())).isNotEmpty();
        }
    }
}
