package dev.sightline.app.run;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import java.util.ArrayList;
import java.util.List;

/** Topics as the settings would have them. */
final class ConfiguredTopics {
    /** Divides evenly enough among one to six instances (SpreadTest). */
    private static final int SHARED_PARTITIONS = 16;

    private static final int OWN_PARTITIONS = 4;

    private final TopicAdmin admin;
    private final SightlineSettings settings;

    ConfiguredTopics(KafkaClients kafka, SightlineSettings settings) {
        this.admin = new TopicAdmin(kafka);
        this.settings = settings;
    }

    /** Creates those that are missing. */
    void create() {
        int partitions = settings.kafka().partitions().orElseGet(this::partitions);
        admin.create(topics(), partitions, (short) settings.kafka().replication());
    }

    /** How those that are there differ from the settings. */
    List<TopicAdmin.Difference> differences() {
        return admin.differences(topics());
    }

    private List<Topic<String, ?>> topics() {
        List<Topic<String, ?>> topics = new ArrayList<>();
        for (Topic<String, ?> topic : Topics.ALL) {
            topics.add(
                    Topics.ABOUT_PEOPLE.contains(topic)
                            ? topic.keeping(settings.retention().topics())
                            : topic);
        }
        return topics;
    }

    /** Topics that a later version adds must not have more partitions than those that the matcher reads beside them. */
    private int partitions() {
        int there = admin.describe(List.of(Topics.OBSERVATIONS)).get(0).partitions();
        if (there > 0) {
            return there;
        }
        return settings.kafka().bootstrapServers().isPresent() ? SHARED_PARTITIONS : OWN_PARTITIONS;
    }
}
