package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FramePartsTest {
    private static final int MOST = 400;

    private final Map<String, byte[]> store = new TreeMap<>();
    private final SizedFrames sizes = new SizedFrames(MOST, new MatcherMeters(new SimpleMeterRegistry()));

    @Test
    void shouldPutTogetherWhatWasSplit() {
        TrackerFrame frame = frame(7, 30);
        List<SiteInput> inputs = sizes.inputs(frame);
        FrameParts parts = new FrameParts();

        assertThat(inputs).hasSizeGreaterThan(3).allMatch(input -> input.getSerializedSize() <= MOST);
        Optional<SiteInput> whole = Optional.empty();
        for (SiteInput input : inputs) {
            assertThat(whole).isEmpty();
            whole = take(parts, input);
        }
        assertThat(whole).map(SiteInput::getFrame).contains(frame);
        assertThat(store).isEmpty();
    }

    @Test
    void shouldGoOnBetweenTwoPartsAfterARestore() throws InvalidProtocolBufferException {
        TrackerFrame frame = frame(7, 30);
        List<SiteInput> inputs = sizes.inputs(frame);
        take(new FrameParts(), inputs.get(0));
        FrameParts restored = new FrameParts();
        for (Map.Entry<String, byte[]> entry : store.entrySet()) {
            assertThat(FrameParts.owns(entry.getKey())).isTrue();
            restored.restore(TrackerFrame.parseFrom(entry.getValue()));
        }

        Optional<SiteInput> whole = Optional.empty();
        for (SiteInput input : inputs.subList(1, inputs.size())) {
            whole = take(restored, input);
        }

        assertThat(whole).map(SiteInput::getFrame).contains(frame);
        assertThat(store).isEmpty();
    }

    @Test
    void shouldForgetPartsThatNothingCompletes() {
        FrameParts parts = new FrameParts();
        take(parts, sizes.inputs(frame(7, 30)).get(0));
        SiteInput small = SiteInput.newBuilder().setFrame(frame(8, 1)).build();

        assertThat(take(parts, small)).contains(small);
        assertThat(store).isEmpty();
    }

    @Test
    void shouldPassEverythingElseOn() {
        SiteInput other = SiteInput.newBuilder()
                .setRedescription(Redescription.getDefaultInstance())
                .build();

        assertThat(take(new FrameParts(), other)).contains(other);
    }

    private Optional<SiteInput> take(FrameParts parts, SiteInput input) {
        return parts.take(input, (key, bytes) -> {
            if (bytes == null) {
                assertThat(store.remove(key)).as(key).isNotNull();
            } else {
                store.put(key, bytes);
            }
        });
    }

    private static TrackerFrame frame(long sequence, int people) {
        TrackerFrame.Builder frame = TrackerFrame.newBuilder()
                .setCameraId("square")
                .setSiteId("site")
                .setSequence(sequence)
                .setCaptureTimeUs(sequence * 100_000);
        for (int p = 0; p < people; p++) {
            frame.addUpdates(
                    TrackletUpdate.newBuilder().setTrackletId("square/0/t" + p).setStartTimeUs(p));
            frame.addBoxes(FrameBox.newBuilder().setTrackletId("square/0/t" + p).setScore(0.5f));
        }
        return frame.build();
    }
}
