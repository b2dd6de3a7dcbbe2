package dev.sightline.contracts.topic;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Plain protobuf bytes, no registry, no framing. Stateless and safe to share between threads. A record that does
 * not parse raises {@link SerializationException}, which readers turn into a dead letter.
 *
 * @param <M> message type
 */
public final class ProtobufSerde<M extends MessageLite> implements Serde<M> {
    private final Parser<M> parser;

    private ProtobufSerde(Parser<M> parser) {
        this.parser = parser;
    }

    /** The serde of messages that {@code parser} reads. */
    public static <M extends MessageLite> ProtobufSerde<M> of(Parser<M> parser) {
        return new ProtobufSerde<>(parser);
    }

    @Override
    public Serializer<M> serializer() {
        return new Serializer<>() {
            @Override
            @SuppressWarnings("NullAway") // Kafka's contract: null in, null out (a tombstone).
            public byte[] serialize(String topic, @Nullable M message) {
                return message == null ? null : message.toByteArray();
            }
        };
    }

    @Override
    public Deserializer<M> deserializer() {
        return new Deserializer<>() {
            @Override
            @SuppressWarnings("NullAway") // Kafka's contract: null in, null out (a tombstone).
            public M deserialize(String topic, byte @Nullable [] bytes) {
                if (bytes == null) {
                    return null;
                }
                try {
                    return parser.parseFrom(bytes);
                } catch (InvalidProtocolBufferException e) {
                    throw new SerializationException("record of " + topic + " is not the expected message", e);
                }
            }
        };
    }
}
