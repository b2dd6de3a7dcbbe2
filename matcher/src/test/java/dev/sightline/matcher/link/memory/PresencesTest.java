package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.matcher.link.score.TransitTimes.Last;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
import org.junit.jupiter.api.Test;

class PresencesTest {
    private final SiteMemory memory = new SiteMemory("s");

    @Test
    void shouldSayWhereSomebodyWasBefore() {
        IdentityState identity = with(stay("a", "north", 0, 10), stay("b", "west", 20, 25), stay("c", "east", 90, 95));

        assertThat(Presences.last(identity, tracklet(40, 50), memory)).contains(new Last("west", 15_000_000));
    }

    @Test
    void shouldSayThatSomebodyIsElsewhereAtTheSameTime() {
        IdentityState identity = with(stay("b", "west", 45, 60), stay("c", "east", 90, 95));

        assertThat(Presences.last(identity, tracklet(40, 50), memory)).contains(new Last("west", -20_000_000));
    }

    @Test
    void shouldNotTakeWhoCameOnlyLaterForSomebodyWhoIsElsewhereAtTheSameTime() {
        IdentityState identity = with(stay("c", "east", 90, 95));

        assertThat(Presences.last(identity, tracklet(40, 50), memory)).isEmpty();
    }

    private static IdentityState with(PresenceState... stays) {
        IdentityState.Builder identity = IdentityState.newBuilder().setIdentityId("s/p1");
        for (PresenceState stay : stays) {
            identity.addPresences(stay);
        }
        return identity.build();
    }

    private static PresenceState stay(String tracklet, String camera, long from, long until) {
        return PresenceState.newBuilder()
                .setTrackletId(tracklet)
                .setCameraId(camera)
                .setStartUs(from * 1_000_000)
                .setEndUs(until * 1_000_000)
                .build();
    }

    private static OpenTracklet tracklet(long from, long until) {
        return OpenTracklet.newBuilder()
                .setTrackletId("t")
                .setCameraId("south")
                .setStartUs(from * 1_000_000)
                .setSeenUs(until * 1_000_000)
                .build();
    }
}
