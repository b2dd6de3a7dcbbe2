package dev.sightline.platform.roster;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.kafka.WholeTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Which cameras and sites the matcher has state of, and in which partition, from its changelogs. Read once, before the
 * roster's first entry: whoever was removed before there were rosters would else come back in another partition, without
 * its state, and a site would number its identities from the beginning.
 */
final class FormerWork {
    /** Names of stores of the matcher, which are part of its topics' names and so never change. */
    private static final String TRACKERS = "matcher-track-cameras-changelog";

    private static final String MEMORY = "matcher-link-memory-changelog";
    private static final char SEPARATOR = '\0';

    private final KafkaClients kafka;

    FormerWork(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Hands all of it to the roster. */
    void tell(Roster roster) {
        read(TRACKERS, roster::foundCamera);
        read(MEMORY, roster::foundSite);
    }

    private interface Found {
        void at(String id, int partition);
    }

    private void read(String topic, Found found) {
        String name = kafka.scoped(topic);
        if (exists(name)) {
            new WholeTopic(kafka, name).forEach(record -> {
                if (record.key() != null && record.value() != null) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    int end = key.indexOf(SEPARATOR);
                    found.at(end < 0 ? key : key.substring(0, end), record.partition());
                }
            });
        }
    }

    private boolean exists(String name) {
        try (Consumer<byte[], byte[]> reader = kafka.reader("cli-former-work")) {
            return !Partitions.of(reader, List.of(name)).isEmpty();
        }
    }
}
