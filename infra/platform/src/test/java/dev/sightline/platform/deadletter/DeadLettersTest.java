package dev.sightline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.DeadLetter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final LetterQuotaTest.SetClock clock = new LetterQuotaTest.SetClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final DeadLetters letters = new DeadLetters(producer, "shop.dead-letters.v1", "embedder", meters, clock);

    @Test
    void shouldBoundWhatAnHourOfBadFramesWrites() throws InvalidProtocolBufferException {
        byte[] frame = new byte[500_000];
        int frames = 25 * 3600;
        for (int i = 0; i < frames; i++) {
            letters.send(record("door", frame, i), "junk", "why");
            clock.forward(Duration.ofMillis(40));
        }

        letters.close();

        long bytes = producer.history().stream()
                .mapToLong(record -> record.value().length)
                .sum();
        assertThat(bytes).isLessThan(45_000_000L);
        assertThat(written().stream().mapToInt(DeadLetterRecords::records).sum())
                .isEqualTo(frames);
        assertThat(counted("sightline.dead.letters")).isEqualTo(frames);
        assertThat(counted("sightline.dead.letters.suppressed")).isEqualTo(frames - 79);
    }

    @Test
    void shouldSayAtTheEndWhatWasLeftOut() throws InvalidProtocolBufferException {
        for (int i = 0; i < 23; i++) {
            letters.send(record("door", new byte[10], i), "junk", "why");
        }

        letters.close();

        assertThat(written()).hasSize(21);
        DeadLetter last = written().get(20);
        assertThat(last.getKind()).isEqualTo("junk");
        assertThat(last.getKey().toStringUtf8()).isEqualTo("door");
        assertThat(last.getOriginTopic()).isEqualTo("shop.frames.v1");
        assertThat(last.getReason()).startsWith("3 more records of kind junk were refused and not kept");
        assertThat(DeadLetterRecords.isComplete(last)).isFalse();
    }

    private List<DeadLetter> written() throws InvalidProtocolBufferException {
        List<DeadLetter> written = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            written.add(DeadLetter.parseFrom(record.value()));
        }
        return written;
    }

    private double counted(String meter) {
        return meters.counter(meter, "service", "embedder", "topic", "shop.frames.v1", "kind", "junk")
                .count();
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value, int offset) {
        return new ConsumerRecord<>("shop.frames.v1", 0, offset, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
