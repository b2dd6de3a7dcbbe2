package dev.sightline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {
    @Test
    void shouldKeepTheWholeRecord() {
        DeadLetter letter = DeadLetterRecords.letter(record(bytes("door"), bytes("junk")), "embedder", "junk", "why");
        ProducerRecord<byte[], byte[]> original = DeadLetterRecords.original(letter, 4);

        assertThat(letter.getOriginPartition()).isEqualTo(3);
        assertThat(letter.getOriginOffset()).isEqualTo(42);
        assertThat(letter.getService()).isEqualTo("embedder");
        assertThat(letter.getReason()).isEqualTo("why");
        assertThat(original.topic()).isEqualTo("shop.frames.v1");
        assertThat(original.partition()).as("where it came from").isEqualTo(3);
        assertThat(DeadLetterRecords.original(letter, 3).partition())
                .as("a topic created again with fewer partitions: by its key")
                .isNull();
        assertThat(original.key()).isEqualTo(bytes("door"));
        assertThat(original.value()).isEqualTo(bytes("junk"));
        assertThat(letter.getRecordTimeUs()).isEqualTo(1_000_000);
        assertThat(original.timestamp()).isNull();
        assertThat(header(original, "trace")).contains("abc");
    }

    @Test
    void shouldCutAValueOfMoreThanAMebibyteAndSayItsLengthAndHash() {
        byte[] large = new byte[(1 << 20) + 1];

        DeadLetter whole =
                DeadLetterRecords.letter(record(bytes("door"), new byte[1 << 20]), "embedder", "junk", "why");
        DeadLetter cut = DeadLetterRecords.letter(record(bytes("door"), large), "embedder", "junk", "why");

        assertThat(DeadLetterRecords.isComplete(whole)).isTrue();
        assertThat(whole.getValue().size()).isEqualTo(1 << 20);
        assertThat(DeadLetterRecords.isComplete(cut)).isFalse();
        assertThat(cut.getValue().size()).isEqualTo(64 << 10);
        assertThat(cut.getReason())
                .startsWith("why [value of 1048577 bytes, SHA-256 ")
                .containsPattern("SHA-256 [0-9a-f]{64}, cut to its first 65536");
    }

    @Test
    void shouldBoundKeyHeadersAndReason() {
        ConsumerRecord<byte[], byte[]> record = record(new byte[1 << 20], bytes("junk"));
        record.headers().add("large", new byte[1 << 20]);

        DeadLetter letter = DeadLetterRecords.letter(record, "embedder", "junk", "x".repeat(1 << 20));

        assertThat(DeadLetterRecords.isComplete(letter)).isFalse();
        assertThat(letter.getSerializedSize()).isLessThan(64 << 10);
        assertThat(letter.getReason()).contains("key of 1048576 bytes", "headers of 1048599 bytes left out");
    }

    @Test
    void shouldCountReplays() {
        ConsumerRecord<byte[], byte[]> record = record(bytes("door"), bytes("junk"));
        for (int replay = 1; replay <= 3; replay++) {
            ProducerRecord<byte[], byte[]> again =
                    DeadLetterRecords.original(DeadLetterRecords.letter(record, "embedder", "junk", "why"), 4);
            assertThat(header(again, DeadLetterRecords.REPLAYS)).contains(String.valueOf(replay));
            assertThat(again.headers().toArray()).hasSize(2);
            record = new ConsumerRecord<>(
                    again.topic(),
                    0,
                    0,
                    1_000,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    again.key(),
                    again.value(),
                    again.headers(),
                    Optional.empty());
        }
    }

    @Test
    void shouldKeepNullAndEmptyApart() {
        ProducerRecord<byte[], byte[]> nulls =
                DeadLetterRecords.original(DeadLetterRecords.letter(record(null, null), "embedder", "junk", "why"), 4);
        ProducerRecord<byte[], byte[]> empty = DeadLetterRecords.original(
                DeadLetterRecords.letter(record(new byte[0], new byte[0]), "embedder", "junk", "why"), 4);

        assertThat(nulls.key()).isNull();
        assertThat(nulls.value()).isNull();
        assertThat(nulls.headers().toArray()).hasSize(2);
        assertThat(empty.key()).isEmpty();
        assertThat(empty.value()).isEmpty();
    }

    @Test
    void shouldReadANonsenseCountAsNone() {
        ConsumerRecord<byte[], byte[]> record = record(bytes("door"), bytes("junk"));
        record.headers().add(DeadLetterRecords.REPLAYS, bytes("many"));

        ProducerRecord<byte[], byte[]> again =
                DeadLetterRecords.original(DeadLetterRecords.letter(record, "embedder", "junk", "why"), 4);

        assertThat(header(again, DeadLetterRecords.REPLAYS)).contains("1");
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null keys and values are allowed.
    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("abc"));
        return new ConsumerRecord<>(
                "shop.frames.v1", 3, 42, 1_000, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private static Optional<String> header(ProducerRecord<byte[], byte[]> record, String key) {
        Header header = record.headers().lastHeader(key);
        return Optional.ofNullable(header).map(found -> new String(found.value(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
