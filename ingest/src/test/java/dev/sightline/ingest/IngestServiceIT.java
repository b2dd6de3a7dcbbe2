package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.video.VideoWriter.Codec;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IngestServiceIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void begin() {
        KAFKA.createTopics(2);
        fixture = new IngestFixture(KAFKA.clients(), folder.resolve("crops"));
    }

    @Test
    void shouldSendEveryFrameOfAFileInOrderAndThenTheEnd() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 200, 25, Codec.H264);
        fixture.put(IngestFixture.camera("north", video.toString()).build());

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            List<Frame> frames = fixture.untilEnd("north");

            assertThat(frames).hasSize(201);
            assertThat(frames)
                    .extracting(Frame::getSequence)
                    .isEqualTo(LongStream.rangeClosed(1, 201).boxed().toList());
            List<Frame> pictures = frames.subList(0, 200);
            assertThat(pictures)
                    .extracting(frame -> NumberedPictures.number(frame.getJpeg().toByteArray()))
                    .isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
            assertThat(pictures)
                    .allMatch(f -> f.getSession() == 0
                            && f.getWidth() == NumberedPictures.WIDTH
                            && f.getHeight() == NumberedPictures.HEIGHT
                            && f.getSiteId().equals("site")
                            && !f.getEndOfStream());
            assertThat(frames.get(200).getEndOfStream()).isTrue();
            assertThat(service.ready()).isTrue();
        }
    }

    @Test
    void shouldEndAtOnceWhenAFileCannotBeOpened() {
        fixture.put(IngestFixture.camera("lost", folder.resolve("nothing.mp4").toString())
                .build());
        fixture.put(IngestFixture.camera("odd", "gopher://x").build());

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            assertThat(fixture.untilEnd("lost")).hasSize(1);
            assertThat(fixture.untilEnd("odd")).hasSize(1);
            assertThat(fixture.count("open.failures", "lost")).isEqualTo(1);
            assertThat(service.live()).isTrue();
        }
    }
}
