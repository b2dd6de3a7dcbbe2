package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private final KafkaClients clients = new KafkaClients(new KafkaSettings(
            "127.0.0.1:1",
            "shop",
            Map.of("security.protocol", "PLAINTEXT", "client.rack", "a"),
            Map.of("linger.ms", "7"),
            Map.of("max.poll.records", "9"),
            Map.of("retries", "3"),
            Map.of("num.stream.threads", "4", "processing.guarantee", "at_least_once")));

    @Test
    void shouldPutThePrefixBeforeTopicsAndGroups() {
        assertThat(clients.name(Topics.FRAMES)).isEqualTo("shop.frames.v1");
        assertThat(clients.scoped("embedder")).isEqualTo("shop.embedder");
    }

    @Test
    void shouldPassSettingsToTheClientsInsideStreams() {
        Properties streams = clients.streams("matcher");

        assertThat(streams)
                .containsEntry("application.id", "shop.matcher")
                .containsEntry("bootstrap.servers", "127.0.0.1:1")
                .containsEntry("client.rack", "a")
                .containsEntry("producer.linger.ms", "7")
                .containsEntry("consumer.max.poll.records", "9")
                .containsEntry("admin.retries", "3")
                .containsEntry("num.stream.threads", "4");
    }

    @Test
    void shouldGiveStreamsLargeBatches() {
        assertThat(clients.streams("matcher"))
                .containsEntry("producer.batch.size", 256 << 10)
                .containsEntry("producer.buffer.memory", 64L << 20);
    }

    @Test
    void shouldKeepExactlyOnceWhateverIsPassedThrough() {
        assertThat(clients.streams("matcher")).containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void shouldMakeClientsThatAcceptTheSettings() {
        clients.producer("producer").close();
        clients.wrappingProducer("wrapper").close();
        clients.transactional("transaction", "transactional").close();
        clients.consumer("group", "consumer").close();
        clients.reader("reader").close();
        clients.admin().close();
    }
}
