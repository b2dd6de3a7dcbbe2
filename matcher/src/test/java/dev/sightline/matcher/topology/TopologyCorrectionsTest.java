package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people say by topic reaches the sites it is about. */
class TopologyCorrectionsTest {
    private final Street street = new Street(1, 6, 0.5);

    @Test
    void shouldPartTwoWhomItLinkedAndNotLinkThemInAReplay() {
        try (Bench bench = bench()) {
            walk(bench);
            Map<String, String> linked = identities(bench.read(Topics.SIGHTINGS));
            List<String> pair = linkedPair(linked);
            bench.write(Topics.FEEDBACK, Street.SITE, said(pair.get(1), pair.get(0), false));

            Map<String, String> after = new TreeMap<>(linked);
            after.putAll(identities(bench.read(Topics.SIGHTINGS)));
            assertThat(after.get(pair.get(1))).isNotEqualTo(linked.get(pair.get(1)));
            assertThat(after.get(pair.get(0))).isEqualTo(linked.get(pair.get(0)));
            assertThat(bench.read(Topics.IDENTITY_EVENTS))
                    .filteredOn(e -> e.getType() == Type.TYPE_MOVED)
                    .singleElement()
                    .satisfies(e -> assertThat(e.getTrackletId()).isEqualTo(pair.get(1)));
            assertThat(bench.meters.counter("sightline.matcher.corrections").count())
                    .isEqualTo(1);

            try (Bench replay = bench()) {
                replay.write(Topics.FEEDBACK, Street.SITE, said(pair.get(1), pair.get(0), false));
                walk(replay);
                Map<String, String> again = identities(replay.read(Topics.SIGHTINGS));
                assertThat(again.get(pair.get(0))).isNotEqualTo(again.get(pair.get(1)));
            }
        }
    }

    @Test
    void shouldForgetWhoIsErased() {
        try (Bench bench = bench()) {
            walk(bench);
            bench.read(Topics.SIGHTINGS);
            bench.read(Topics.IDENTITY_EVENTS);
            bench.write(
                    Topics.ERASURES,
                    "street/p1",
                    Erasure.newBuilder()
                            .setErasureId("e")
                            .setSiteId(Street.SITE)
                            .setIdentityId("street/p1")
                            .build());

            assertThat(bench.read(Topics.IDENTITY_EVENTS))
                    .singleElement()
                    .satisfies(e -> assertThat(e.getType()).isEqualTo(Type.TYPE_ERASED))
                    .extracting(IdentityEvent::getIdentityId)
                    .isEqualTo("street/p1");
            assertThat(bench.read(Topics.SIGHTINGS)).hasSize(2).allMatch(Sighting::getWithdrawn);
        }
    }

    @Test
    void shouldPutAsideWhatCannotBeObeyedAndLeaveTheSystemsOwnLabelsAlone() {
        try (Bench bench = bench()) {
            byte[] site = Street.SITE.getBytes(StandardCharsets.UTF_8);
            Feedback own = said("a", "b", false).toBuilder()
                    .setPair(PairLabel.newBuilder()
                            .setTrackletId("a")
                            .setOtherTrackletId("b")
                            .setSource(PairLabel.Source.SOURCE_SELF_SAME_TIME))
                    .build();
            bench.write(Topics.FEEDBACK, Street.SITE, own);
            bench.write(Topics.FEEDBACK, "elsewhere", said("a", "b", true));
            bench.write(Topics.FEEDBACK, Street.SITE, said("a", "a", true));
            bench.writeBytes(Topics.FEEDBACK, site, new byte[] {9, 9, 9});
            bench.write(
                    Topics.ERASURES,
                    "other/p1",
                    Erasure.newBuilder()
                            .setErasureId("e")
                            .setSiteId(Street.SITE)
                            .setIdentityId("other/p1")
                            .build());

            assertThat(bench.read(Topics.DEAD_LETTERS))
                    .extracting(DeadLetter::getKind)
                    .containsExactly("feedback-invalid", "feedback-invalid", "feedback-unreadable", "erasure-invalid");
            assertThat(bench.meters.counter("sightline.matcher.corrections").count())
                    .isZero();
        }
    }

    private void walk(Bench bench) {
        street.walk("north", 0).forEach(bench::observe);
        street.walk("south", 6).forEach(bench::observe);
    }

    private static Bench bench() {
        Bench bench = new Bench(StagePolicies.defaults());
        bench.camera(Street.camera("north", "north.mp4"));
        bench.camera(Street.camera("south", "south.mp4"));
        return bench;
    }

    private static Map<String, String> identities(List<Sighting> sightings) {
        Map<String, String> identities = new TreeMap<>();
        sightings.stream()
                .filter(s -> !s.getWithdrawn())
                .forEach(s -> identities.put(s.getSightingId(), s.getIdentityId()));
        return identities;
    }

    /** Two tracklets that one identity has, the earlier one first. */
    private static List<String> linkedPair(Map<String, String> identities) {
        return identities.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, TreeMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .values()
                .stream()
                .filter(tracklets -> tracklets.size() > 1)
                .findFirst()
                .orElseThrow();
    }

    private static Feedback said(String left, String right, boolean same) {
        return Feedback.newBuilder()
                .setFeedbackId(left + right + same)
                .setSiteId(Street.SITE)
                .setBy("ada")
                .setTimeUs(1)
                .setPair(PairLabel.newBuilder()
                        .setTrackletId(left)
                        .setOtherTrackletId(right)
                        .setSame(same)
                        .setSource(PairLabel.Source.SOURCE_OPERATOR))
                .build();
    }
}
