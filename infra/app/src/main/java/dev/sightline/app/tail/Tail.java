package dev.sightline.app.tail;

import dev.sightline.platform.kafka.Partitions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads one topic and prints it. One thread.
 *
 * @param stream what to read
 * @param json how records are printed
 * @param out one line a record, flushed with each poll
 */
record Tail(TailStream stream, RecordJson json, PrintWriter out) {
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * How much to read.
     *
     * @param fromBeginning whether records that lie there already are printed too
     * @param toEnd stop at the end that the topic has at the start, instead of waiting for more
     * @param count stop after so many records; 0: no bound
     */
    record Extent(boolean fromBeginning, boolean toEnd, long count) {}

    /** What was read: records printed, and records that did not parse. */
    record Read(long printed, long unreadable) {}

    /** Prints until the extent is read or the thread is interrupted. */
    Read run(Consumer<byte[], byte[]> reader, String topic, Extent extent) {
        List<TopicPartition> partitions = Partitions.assign(reader, topic);
        if (extent.fromBeginning()) {
            reader.seekToBeginning(partitions);
        } else {
            reader.seekToEnd(partitions);
        }
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        Read read = new Read(0, 0);
        while (!Thread.currentThread().isInterrupted() && !done(reader, ends, read, extent)) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (extent.count() == 0 || read.printed() < extent.count()) {
                    read = print(record, read);
                }
            }
            out.flush();
        }
        return read;
    }

    private static boolean done(
            Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends, Read read, Extent extent) {
        return (extent.count() > 0 && read.printed() >= extent.count())
                || (extent.toEnd() && Partitions.reached(reader, ends));
    }

    private Read print(ConsumerRecord<byte[], byte[]> record, Read read) {
        if (record.value() == null) {
            return read;
        }
        try {
            out.println(stream.line(record.value(), json));
            return new Read(read.printed() + 1, read.unreadable());
        } catch (SerializationException e) {
            return new Read(read.printed(), read.unreadable() + 1);
        }
    }
}
