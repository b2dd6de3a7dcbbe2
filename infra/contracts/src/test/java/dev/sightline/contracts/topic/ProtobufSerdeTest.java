package dev.sightline.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.sightline.contracts.v1.Frame;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ProtobufSerdeTest {
    private final ProtobufSerde<Frame> serde = ProtobufSerde.of(Frame.parser());

    @Test
    void shouldReadWhatItWrote() {
        Frame frame = Frame.newBuilder()
                .setCameraId("north")
                .setSequence(7)
                .setJpeg(ByteString.copyFromUtf8("picture"))
                .build();

        byte[] bytes = serde.serializer().serialize("frames", frame);

        assertThat(bytes).isEqualTo(frame.toByteArray());
        assertThat(serde.deserializer().deserialize("frames", bytes)).isEqualTo(frame);
    }

    @Test
    void shouldPassTombstonesThrough() {
        assertThat(serde.serializer().serialize("cameras", tombstone())).isNull();
        assertThat(serde.deserializer().deserialize("cameras", tombstone())).isNull();
    }

    @Test
    void shouldNameTheTopicOfARecordThatDoesNotParse() {
        byte[] truncated = {10, 100, 1};

        assertThatThrownBy(() -> serde.deserializer().deserialize("sightline.frames.v1", truncated))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("sightline.frames.v1");
    }

    @Test
    void shouldKeepFieldsOfANewerWriter() {
        Frame newer = Frame.newBuilder()
                .setCameraId("north")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                9_000,
                                UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                        .build())
                .build();

        Frame read = serde.deserializer().deserialize("frames", newer.toByteArray());

        assertThat(serde.serializer().serialize("frames", read)).isEqualTo(newer.toByteArray());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Kafka hands tombstones over as null.
    private static <T> T tombstone() {
        return null;
    }
}
