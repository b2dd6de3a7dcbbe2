package dev.sightline.platform.deadletter;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Turns records into dead letters and back. Also for code that writes its dead letters itself (Kafka Streams). */
public final class DeadLetterRecords {
    /** Header of a record that was put back: how often, decimal in UTF-8. */
    public static final String REPLAYS = "sightline-replays";
    /** Header of a dead letter whose record is not whole: a part was cut or left out. */
    private static final String INCOMPLETE = "sightline-value-left-out";
    /** Header of a dead letter whose record had a null key or value, which bytes cannot say: {@code key,value}. */
    private static final String NULLS = "sightline-nulls";

    /** Header of a dead letter that stands for several records, none of them kept: how many, decimal in UTF-8. */
    private static final String LEFT_OUT = "sightline-records-left-out";

    private DeadLetterRecords() {}

    /** The record with why and by whom it was refused; whole unless a part is larger than a letter keeps. */
    public static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, String service, String kind, String reason) {
        DeadLetter.Builder letter = DeadLetter.newBuilder()
                .setOriginTopic(record.topic())
                .setOriginPartition(record.partition())
                .setOriginOffset(record.offset())
                .setRecordTimeUs(record.timestamp() * 1000)
                .setService(service)
                .setKind(kind)
                .setReason(LetterBounds.reason(reason));
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        boolean whole = key == null || LetterBounds.key(letter, key);
        whole &= value == null || LetterBounds.value(letter, value);
        if (LetterBounds.takes(letter, record.headers())) {
            record.headers().forEach(header -> letter.addHeaders(header(header.key(), header.value())));
        } else {
            whole = false;
        }
        if (key == null || value == null) {
            String nulls = (key == null ? "key," : "") + (value == null ? "value" : "");
            letter.addHeaders(header(NULLS, nulls.getBytes(StandardCharsets.UTF_8)));
        }
        if (!whole) {
            letter.addHeaders(header(INCOMPLETE, new byte[] {1}));
        }
        return letter.build();
    }

    /** The letter that stands for records that were counted only. */
    public static DeadLetter summary(LetterQuota.LeftOut leftOut, String service) {
        return DeadLetter.newBuilder()
                .setOriginTopic(leftOut.topic())
                .setService(service)
                .setKind(leftOut.kind())
                .setKey(leftOut.key())
                .setReason(
                        leftOut.count() + " more records of kind " + leftOut.kind() + " were refused and not kept: of"
                                + " one key and kind the first " + LetterQuota.FIRST
                                + " are kept, then one a minute; they cannot be put back")
                .addHeaders(header(LEFT_OUT, String.valueOf(leftOut.count()).getBytes(StandardCharsets.UTF_8)))
                .addHeaders(header(INCOMPLETE, new byte[] {1}))
                .build();
    }

    /** How many refused records the letter stands for: one, or those that a summary counts. */
    public static int records(DeadLetter letter) {
        return letter.getHeadersList().stream()
                .filter(header -> header.getKey().equals(LEFT_OUT))
                .mapToInt(header -> Math.max(1, parse(header.getValue().toStringUtf8())))
                .findFirst()
                .orElse(1);
    }

    /** Key of the dead letter's record. */
    public static byte[] key(DeadLetter letter) {
        return letter.getOriginTopic().getBytes(StandardCharsets.UTF_8);
    }

    /** The letter of a record that is too large to wrap: all but its value. */
    public static DeadLetter withoutValue(DeadLetter letter) {
        return letter.toBuilder()
                .clearValue()
                .setReason(
                        letter.getReason() + " [value of " + letter.getValue().size()
                                + " bytes left out: larger than a dead letter may be; it cannot be put back]")
                .addHeaders(header(INCOMPLETE, new byte[] {1}))
                .build();
    }

    static boolean isComplete(DeadLetter letter) {
        return letter.getHeadersList().stream()
                .noneMatch(header -> header.getKey().equals(INCOMPLETE));
    }

    /**
     * The record as it was, for its origin topic, with {@link #REPLAYS} counted up. It goes back to the partition it came
     * from, where its camera or site is, or where its key belongs when the topic has no such partition any more. Its
     * Kafka time is that of the replay: with the old one, retention might delete it before anybody reads it.
     *
     * @param partitions that the origin topic has
     */
    static ProducerRecord<byte[], byte[]> original(DeadLetter letter, int partitions) {
        Headers headers = new RecordHeaders();
        String nulls = "";
        for (Header header : letter.getHeadersList()) {
            if (header.getKey().equals(NULLS)) {
                nulls = header.getValue().toStringUtf8();
            } else if (!header.getKey().equals(REPLAYS)) {
                headers.add(new RecordHeader(header.getKey(), header.getValue().toByteArray()));
            }
        }
        String replays = String.valueOf(replays(letter.getHeadersList()) + 1);
        headers.add(new RecordHeader(REPLAYS, replays.getBytes(StandardCharsets.UTF_8)));
        byte @Nullable [] key = nulls.contains("key") ? null : letter.getKey().toByteArray();
        byte @Nullable [] value =
                nulls.contains("value") ? null : letter.getValue().toByteArray();
        int partition = letter.getOriginPartition();
        return record(letter, partition >= 0 && partition < partitions ? partition : null, key, value, headers);
    }

    @SuppressWarnings("NullAway") // Kafka's contract: partition, time, key and value may be null.
    private static ProducerRecord<byte[], byte[]> record(
            DeadLetter letter,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers) {
        return new ProducerRecord<>(letter.getOriginTopic(), partition, key, value, headers);
    }

    static int replays(List<Header> headers) {
        return headers.stream()
                .filter(header -> header.getKey().equals(REPLAYS))
                .mapToInt(header -> parse(header.getValue().toStringUtf8()))
                .max()
                .orElse(0);
    }

    private static int parse(String count) {
        // The header travels through topics others may write to: nonsense counts as never replayed.
        return count.matches("\\d{1,9}") ? Integer.parseInt(count) : 0;
    }

    private static Header header(String key, byte @Nullable [] value) {
        Header.Builder header = Header.newBuilder().setKey(key);
        if (value != null) {
            header.setValue(ByteString.copyFrom(value));
        }
        return header.build();
    }
}
