package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.models.SwitchReport;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A site's linker and memory, told of tracklets and by people, and what came of it. */
final class LinkedSite {
    final SiteMemory memory = new SiteMemory("s");
    final List<IdentityEvent> events = new ArrayList<>();
    final List<Sighting> sightings = new ArrayList<>();
    final List<SwitchReport> switches = new ArrayList<>();
    /** By tracklet, as a reader of the sightings knows them. */
    final Map<String, String> identities = new HashMap<>();

    private final Linker linker;
    private int said;

    LinkedSite() {
        this(LinkPolicy.defaults(), new Scales(Scene.calibrations()));
    }

    LinkedSite(LinkPolicy policy, Scales scales) {
        this.linker = new Linker(policy, scales, memory);
    }

    Linker linker() {
        return linker;
    }

    /** Two seconds in front of a camera, with plenty of crops. */
    void stay(String camera, String tracklet, double from, float[] look) {
        stay(new Told(camera, tracklet).from(from).until(from + 2).body(look, 9));
    }

    void stay(Told told) {
        apply(told.confirmed());
        apply(told.closed());
    }

    void apply(TrackerFrame frame) {
        take(linker.apply(frame));
    }

    void say(String left, String right, boolean same) {
        said++;
        take(linker.correct(feedback(left, right, same, said)));
    }

    void withdraw(String left, String right) {
        said++;
        take(linker.correct(withdrawal(left, right, said)));
    }

    void erase(String identity) {
        take(linker.erase(Erasure.newBuilder()
                .setErasureId("e-" + identity)
                .setSiteId("s")
                .setIdentityId(identity)
                .build()));
    }

    void take(LinkStep step) {
        events.addAll(step.events());
        sightings.addAll(step.sightings());
        switches.addAll(step.switches());
        for (Sighting sighting : step.sightings()) {
            if (sighting.getWithdrawn()) {
                identities.remove(sighting.getSightingId(), sighting.getIdentityId());
            } else {
                identities.put(sighting.getSightingId(), sighting.getIdentityId());
            }
        }
    }

    IdentityEvent last() {
        return events.get(events.size() - 1);
    }

    IdentityEvent only(Type type) {
        List<IdentityEvent> found =
                events.stream().filter(e -> e.getType() == type).toList();
        assertThat(found).as("events %s", type).hasSize(1);
        return found.get(0);
    }

    IdentityEvent first(Type type, String tracklet) {
        return events.stream()
                .filter(e -> e.getType() == type && e.getTrackletId().equals(tracklet))
                .findFirst()
                .orElseThrow();
    }

    /** In the order in which they were created. */
    List<String> created() {
        return events.stream()
                .filter(e -> e.getType() == Type.TYPE_CREATED)
                .map(IdentityEvent::getIdentityId)
                .toList();
    }

    /** @param ordinal makes its id, and its time */
    static Feedback feedback(String left, String right, boolean same, int ordinal) {
        return Feedback.newBuilder()
                .setFeedbackId("f" + ordinal)
                .setSiteId("s")
                .setBy("ada")
                .setTimeUs(ordinal)
                .setPair(PairLabel.newBuilder()
                        .setTrackletId(left)
                        .setOtherTrackletId(right)
                        .setSame(same)
                        .setSource(PairLabel.Source.SOURCE_OPERATOR))
                .build();
    }

    static Feedback withdrawal(String left, String right, int ordinal) {
        Feedback said = feedback(left, right, false, ordinal);
        return said.toBuilder()
                .setPair(said.getPair().toBuilder().setWithdrawn(true))
                .build();
    }

    void drain(Map<String, byte[]> store) {
        drain(memory, store);
    }

    /** Brings a store of the site's entries up to date. */
    static void drain(SiteMemory memory, Map<String, byte[]> store) {
        memory.drain((key, bytes) -> {
            if (bytes == null) {
                store.remove(key);
            } else {
                store.put(key, bytes);
            }
        });
    }

    /** Goes on from what is remembered, by the usual policy. */
    static Linker linker(SiteMemory memory) {
        return new Linker(LinkPolicy.defaults(), new Scales(Scene.calibrations()), memory);
    }

    static SiteMemory restored(Map<String, byte[]> store) {
        SiteMemory restored = new SiteMemory("s");
        store.forEach(restored::restore);
        return restored;
    }

    /** Whether a store still says anything of a tracklet. */
    static boolean holds(Map<String, byte[]> store, String tracklet) {
        return store.entrySet().stream()
                .anyMatch(e -> e.getKey().endsWith(tracklet)
                        || ByteString.copyFrom(e.getValue()).toStringUtf8().contains(tracklet));
    }
}
