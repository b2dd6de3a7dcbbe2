package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class ShardTest {
    @Test
    void shouldPutEachIdentityWhereKafkaPutsItsSightings() {
        for (int person = 0; person < 1_000; person++) {
            String id = "hall/p" + person;
            int partition = BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), 16);

            assertThat(IntStream.range(0, 16).filter(p -> new Shard(p, 16).holds(id)))
                    .containsExactly(partition);
            assertThat(Shard.WHOLE.holds(id)).isTrue();
        }
    }

    @Test
    void shouldRefuseAPartitionThatThereIsNot() {
        assertThatThrownBy(() -> new Shard(4, 4)).hasMessageContaining("no partition 4 of 4");
        assertThatThrownBy(() -> new Shard(-1, 4)).hasMessageContaining("no partition -1 of 4");
    }
}
