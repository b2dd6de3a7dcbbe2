package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.testkit.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Public footage, where it is at hand. */
class StreetFootageIT {
    @Test
    void shouldReadAllOfTheStreet() throws Exception {
        SourceSpec spec = new SourceSpec.VideoFile(TestData.require("video/vtest.avi"));
        List<Stamp> stamps = new ArrayList<>();
        try (FrameSource source = FrameSource.open(spec, SourceOptions.defaults())) {
            for (Grab grab = source.next(); grab instanceof Grab.Taken taken; grab = source.next()) {
                Picture picture = taken.picture();
                stamps.add(picture.stamp());
                assertThat(picture.width()).isEqualTo(768);
                assertThat(picture.height()).isEqualTo(576);
            }
        }
        assertThat(stamps)
                .extracting(Stamp::sequence)
                .isEqualTo(LongStream.rangeClosed(1, 795).boxed().toList());
        assertThat(stamps)
                .extracting(stamp -> stamp.captureTimeUs() - Timeline.DEFAULT_START_US)
                .isEqualTo(
                        LongStream.range(0, 795).map(i -> i * 100_000).boxed().toList());
    }

    @Test
    void shouldReadCropsOfPeople() throws Exception {
        SourceSpec spec = SourceSpec.parse(
                TestData.require("reid/ilids-sequences-10/cam1/person001").toString());
        int pictures = 0;
        try (FrameSource source = FrameSource.open(spec, SourceOptions.defaults())) {
            for (Grab grab = source.next(); grab instanceof Grab.Taken taken; grab = source.next()) {
                assertThat(taken.picture().image().getWidth())
                        .isEqualTo(taken.picture().width());
                pictures++;
            }
        }
        assertThat(pictures).isEqualTo(107);
    }
}
