package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Modality;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PresencesTest {
    private final SiteMemory memory = new SiteMemory("s");

    @Test
    void shouldSayWhereSomebodyWasBefore() {
        Identity identity = with(stay("a", "north", 0, 10), stay("b", "west", 20, 25), stay("c", "east", 90, 95));

        assertSeen(identity, "west", 15_000_000);
    }

    @Test
    void shouldSayThatSomebodyIsElsewhereAtTheSameTime() {
        Identity identity = with(stay("b", "west", 45, 60), stay("c", "east", 90, 95));

        assertSeen(identity, "west", -20_000_000);
    }

    @Test
    void shouldNotTakeWhoCameOnlyLaterForSomebodyWhoIsElsewhereAtTheSameTime() {
        Identity identity = with(stay("c", "east", 90, 95));

        assertThat(Presences.lastStay(identity, tracklet(40, 50))).isNull();
    }

    private void assertSeen(Identity identity, String cameraId, long agoUs) {
        Presence last = Objects.requireNonNull(Presences.lastStay(identity, tracklet(40, 50)));

        assertThat(last.cameraId()).isEqualTo(cameraId);
        assertThat(Presences.agoUs(last, tracklet(40, 50), memory)).isEqualTo(agoUs);
    }

    private static Identity with(Presence... stays) {
        return Identity.created("s/p1", 0).at(List.of(stays));
    }

    private static Presence stay(String tracklet, String camera, long from, long until) {
        return new Presence(
                new Origin(tracklet, camera, 0, Modality.MODALITY_PERSON),
                from * 1_000_000,
                until * 1_000_000,
                FrameSpan.UNKNOWN,
                0);
    }

    private static Tracklet tracklet(long from, long until) {
        return Tracklet.begun(new Origin("t", "south", 0, Modality.MODALITY_PERSON), 0)
                .with(new Tracklet.Span(from * 1_000_000, until * 1_000_000, until * 1_000_000, FrameSpan.UNKNOWN));
    }
}
