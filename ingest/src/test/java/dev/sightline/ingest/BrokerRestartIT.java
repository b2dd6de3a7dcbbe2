package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.video.VideoWriter.Codec;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartIT {
    @TempDir
    Path folder;

    @Test
    void shouldLoseAndRepeatNothingOfAFileWhenKafkaRestarts() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 300, 60, Codec.H264);
        EmbeddedBroker first = EmbeddedBroker.start(folder.resolve("kafka"));
        KafkaClients clients = new KafkaClients(first.access().settings("restart"));
        new TopicAdmin(clients).create(Topics.ALL, 1, (short) 1);
        IngestFixture fixture = new IngestFixture(clients, folder.resolve("crops"));
        fixture.put(IngestFixture.camera("north", video.toString())
                .setRealTime(true)
                .build());

        fixture.with(IngestPolicy.defaults(), () -> {
            await().atMost(Duration.ofSeconds(20)).until(() -> fixture.count("frames.produced", "north") >= 60);
            first.close();
            try (EmbeddedBroker second = EmbeddedBroker.start(folder.resolve("kafka"))) {
                assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
                List<Frame> frames = fixture.untilEnd("north");
                assertThat(frames)
                        .extracting(Frame::getSequence)
                        .isEqualTo(LongStream.rangeClosed(1, 301).boxed().toList());
                await().until(() -> fixture.count("frames.produced", "north") == 300);
            }
        });
    }
}
