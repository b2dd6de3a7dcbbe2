package dev.sightline.app.tail;

import com.google.protobuf.MessageOrBuilder;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.text.ConstantWord;
import java.nio.charset.StandardCharsets;

/** What can be followed. */
enum TailStream {
    ALERTS(Topics.ALERTS),
    EVENTS(Topics.IDENTITY_EVENTS),
    SIGHTINGS(Topics.SIGHTINGS),
    TRACKS(Topics.TRACKS),
    CAMERA_STATUS(Topics.CAMERA_STATUS),
    DEAD_LETTERS(Topics.DEAD_LETTERS);

    private final Topic<String, ?> topic;

    TailStream(Topic<String, ?> topic) {
        this.topic = topic;
    }

    Topic<String, ?> topic() {
        return topic;
    }

    boolean isAboutPeople() {
        return this != CAMERA_STATUS;
    }

    /** As written on the command line. */
    @Override
    public String toString() {
        return ConstantWord.of(this);
    }

    /**
     * One record as a line of JSON.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when it does not parse
     */
    String line(byte[] value, RecordJson json) {
        Object parsed = topic.value().deserializer().deserialize(topic.noun(), value);
        return parsed instanceof MessageOrBuilder message
                ? json.line(message)
                : new String(value, StandardCharsets.UTF_8); // Alerts are CloudEvents in JSON already.
    }
}
