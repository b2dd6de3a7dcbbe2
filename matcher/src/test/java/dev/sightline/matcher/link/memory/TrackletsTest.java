package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackletsTest {
    private static final String ID = "hall/0/7";

    private final Map<String, byte[]> store = new TreeMap<>();
    private final List<String> written = new ArrayList<>();
    private final SiteMemory memory = new SiteMemory("s");

    @BeforeEach
    void aTrackletThatIsStored() {
        UnitVector look =
                UnitVector.normalize("body@1", new float[] {1, 2, 3, 4}, 0.5f).rounded();
        Tracklet begun = Tracklet.begun(new Origin(ID, "hall", 0, Modality.MODALITY_PERSON), 0);
        memory.tracklets()
                .put(begun.with(Shown.NOTHING.with(List.of(new Probe(Modality.MODALITY_PERSON, look, look, 3))))
                        .with(new Tracklet.Span(1_000, 2_000, 2_000, FrameSpan.UNKNOWN)));
        drain();
    }

    @Test
    void shouldWriteAFewBytesForAFrameInWhichSomebodyIsStillThere() {
        memory.tracklets().seen(ID, 9_000);

        drain();

        assertThat(written).containsExactly("v/" + ID);
        assertThat(store.get("v/" + ID)).hasSize(Long.BYTES);
    }

    @Test
    void shouldRememberThatTimeWhateverIsRestoredFirst() {
        memory.tracklets().seen(ID, 9_000);
        drain();
        List<String> keys = new ArrayList<>(store.keySet());

        for (int order = 0; order < 2; order++, Collections.reverse(keys)) {
            SiteMemory restored = new SiteMemory("s");
            keys.forEach(key -> restored.restore(key, Objects.requireNonNull(store.get(key))));

            assertThat(restored.tracklets().open(ID))
                    .isEqualTo(memory.tracklets().open(ID));
            assertThat(restored.tracklets().open(ID).orElseThrow().seenUs()).isEqualTo(9_000);
        }
    }

    @Test
    void shouldTakeTheTimeIntoTheTrackletOnceItIsWrittenAgain() {
        memory.tracklets().seen(ID, 9_000);
        drain();
        memory.tracklets().put(memory.tracklets().open(ID).orElseThrow().revised());

        drain();

        assertThat(written).containsExactly("t/" + ID, "v/" + ID);
        assertThat(store).containsOnlyKeys("t/" + ID);
        assertThat(restored().tracklets().open(ID).orElseThrow().seenUs()).isEqualTo(9_000);
    }

    @Test
    void shouldLeaveNothingOfATrackletThatIsForgottenAfterARestart() {
        memory.tracklets().seen(ID, 9_000);
        drain();
        SiteMemory again = restored();

        again.tracklets().remove(ID);
        again.drain(this::take);

        assertThat(store).isEmpty();
    }

    @Test
    void shouldIgnoreFramesOfTrackletsThatAreNotKnown() {
        memory.tracklets().seen("hall/0/8", 9_000);

        drain();

        assertThat(written).isEmpty();
    }

    private SiteMemory restored() {
        SiteMemory restored = new SiteMemory("s");
        store.forEach(restored::restore);
        return restored;
    }

    private void drain() {
        written.clear();
        memory.drain(this::take);
    }

    private void take(String key, byte[] entry) {
        written.add(key);
        if (entry == null) {
            store.remove(key);
        } else {
            store.put(key, entry);
        }
    }
}
