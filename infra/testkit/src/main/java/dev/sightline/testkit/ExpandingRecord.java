package dev.sightline.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
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

/** A record of a few kilobytes that expands to two gigabytes, put into a topic past every client. */
public final class ExpandingRecord {
    /** No array is this long: whatever the heap, the record does not fit. */
    private static final int BODY = Integer.MAX_VALUE;

    private static final short ZSTD = 4;

    private ExpandingRecord() {}

    /** Puts one into each of the first partitions of a topic; returns once Kafka has them. */
    public static void produce(String server, String topic, int partitions) throws IOException {
        ByteBuffer batch = bomb();
        for (int partition = 0; partition < partitions; partition++) {
            produce(server, topic, partition, batch.duplicate());
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

    private static void produce(String server, String topic, int number, ByteBuffer batch) throws IOException {
        short version = 9;
        PartitionProduceData partition =
                new PartitionProduceData().setIndex(number).setRecords(MemoryRecords.readableRecords(batch));
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
            if (in.readNBytes(in.readInt()).length == 0) {
                throw new IOException("Kafka did not answer");
            }
        }
    }
}
