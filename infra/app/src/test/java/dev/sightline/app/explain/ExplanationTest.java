package dev.sightline.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exclusion;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void shouldShowTheTermsTheMarginAndWhoCouldNotBe() {
        IdentityEvent linked = IdentityEvent.newBuilder()
                .setType(Type.TYPE_LINKED)
                .setEventTimeUs(1_500_000)
                .setIdentityId("s/p1")
                .setEvidence(Evidence.newBuilder()
                        .setSummary("body of s/p1")
                        .setGallerySize(7)
                        .setMargin(2.5)
                        .setRequiredMargin(1)
                        .addCandidates(CandidateEvidence.newBuilder()
                                .setIdentityId("s/p1")
                                .setLooks(3)
                                .setTransit(1.25)
                                .setFmr(0.002)
                                .setAllowedFmr(0.01)
                                .setLastCameraId("north")
                                .setLastSeenAgoUs(30_000_000))
                        .addComparisons(Comparison.newBuilder()
                                .setIdentityId("s/p1")
                                .setModality(Modality.MODALITY_PERSON)
                                .setSquaredDistance(0.6)
                                .setThreshold(0.8)
                                .setModelId("body@1")
                                .setCalibration("tracklet-exemplar")
                                .setSiteCorrection(0.0625))
                        .addExclusions(Exclusion.newBuilder()
                                .setIdentityId("s/p2")
                                .setReason("was in north at the same time, as n2")))
                .build();

        assertThat(Explanation.of("n1", List.of(linked)).lines())
                .containsExactly(
                        "1970-01-01T00:00:01.500Z  linked s/p1",
                        "    body of s/p1",
                        "    compared with 7 known; natural logs of likelihood ratios:",
                        "      s/p1: 4.25 = looks 3.00, place and time 1.25; as alike: 0.002000 of other people, may link: 0.01000;"
                                + " last seen in north, 30.0 s before",
                        "      person of s/p1 at 0.600, within 0.800 links (body@1, tracklet-exemplar, +0.063 by strangers of"
                                + " this site)",
                        "    ahead of the runner-up by 2.50; required 1.00",
                        "    not s/p2: was in north at the same time, as n2");
    }

    @Test
    void shouldNameTheIdentityBefore() {
        IdentityEvent moved = IdentityEvent.newBuilder()
                .setType(Type.TYPE_MOVED)
                .setIdentityId("s/p2")
                .setOtherIdentityId("s/p1")
                .setLate(true)
                .build();

        assertThat(Explanation.of("n1", List.of(moved)).lines())
                .containsExactly("1970-01-01T00:00:00Z  moved s/p2 (before: s/p1), late");
    }

    @Test
    void shouldSayWhatBecameOfTheIdentityThatTheTrackletHad() {
        TrackletStory story = new TrackletStory("n1");
        List.of(
                        event(Type.TYPE_EXPIRED, "s/p2", "", ""),
                        event(Type.TYPE_TENTATIVE, "s/p9", "", "n1"),
                        event(Type.TYPE_ERASED, "s/p9", "", ""),
                        event(Type.TYPE_CREATED, "s/p2", "", "n1"),
                        event(Type.TYPE_LINKED, "s/p2", "", "s1"),
                        event(Type.TYPE_MERGED, "s/p1", "s/p2", "s1"),
                        event(Type.TYPE_MERGED, "s/p1", "s/p3", "w1"),
                        event(Type.TYPE_MOVED, "s/p4", "s/p1", "s1"),
                        event(Type.TYPE_EXPIRED, "s/p2", "", ""),
                        event(Type.TYPE_ERASED, "s/p1", "", ""))
                .forEach(story::take);

        assertThat(Explanation.of("n1", story.events()).lines())
                .containsExactly(
                        "1970-01-01T00:00:00Z  tentative s/p9",
                        "1970-01-01T00:00:00Z  created s/p2",
                        "1970-01-01T00:00:00Z  merged s/p1 (before: s/p2), for s1",
                        "1970-01-01T00:00:00Z  erased s/p1");
        assertThat(story.mayBeIn("{\"other_identity_id\":\"s/p1\"}")).isTrue();
        assertThat(story.mayBeIn("{\"other_identity_id\":\"s/p2\"}")).isFalse();
    }

    private static IdentityEvent event(Type type, String identity, String before, String tracklet) {
        return IdentityEvent.newBuilder()
                .setType(type)
                .setIdentityId(identity)
                .setOtherIdentityId(before)
                .setTrackletId(tracklet)
                .build();
    }
}
