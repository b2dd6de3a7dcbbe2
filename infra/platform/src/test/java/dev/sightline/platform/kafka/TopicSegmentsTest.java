package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicSegmentsTest {
    @Test
    void shouldCloseSegmentsOfFramesBeforeTheyHoldMuchOfASmallDisk() {
        assertThat(Stream.of(Topics.FRAMES, Topics.OBSERVATIONS, Topics.TRACKS))
                .extracting(topic -> TopicAdmin.settings(topic).get("segment.bytes"))
                .as("what is let go before its time goes by whole closed segments")
                .containsOnly(String.valueOf(64 << 20));
    }
}
