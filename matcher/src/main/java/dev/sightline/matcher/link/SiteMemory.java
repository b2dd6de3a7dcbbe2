package dev.sightline.matcher.link;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.score.TransitTimes;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
import dev.sightline.matcher.v1.SiteState;
import dev.sightline.matcher.v1.StatementState;
import dev.sightline.matcher.v1.TransitState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a site knows: its identities, the tracklets that are open, and how far its event time has come. Lives in memory
 * with the search index beside it; {@link #drain} hands out what changed, one entry each, so that a store can rebuild
 * it with {@link #restore}. One thread.
 */
public final class SiteMemory {
    private static final String IDENTITY = "i/";
    private static final String TRACKLET = "t/";
    private static final String DESCRIPTION = "d/";
    private static final String SITE = "s/";
    private static final String TRANSIT = "x/";
    private static final String STATEMENT = "f/";

    private final String siteId;
    private final Map<String, IdentityState> identities = new TreeMap<>();
    private final Map<String, OpenTracklet> tracklets = new TreeMap<>();
    private final Map<String, OpenTracklet> closed = new TreeMap<>();
    private final PresenceIndex presences = new PresenceIndex();
    private final TransitTimes transit = new TransitTimes();
    private final WaitingDescriptions waiting = new WaitingDescriptions(WaitingDescriptions.MOST);
    private final Statements statements = new Statements();
    private final SiteGallery gallery = new SiteGallery();
    private final TreeSet<String> changed = new TreeSet<>();
    private SiteState site = SiteState.getDefaultInstance();

    public SiteMemory(String siteId) {
        this.siteId = siteId;
    }

    /** Whether an entry says how long people take from one camera to another. */
    public static boolean isTransit(String key) {
        return key.startsWith(TRANSIT);
    }

    /** @throws IllegalStateException when the entry was written by something else */
    public void restore(String key, byte[] entry) {
        try {
            if (key.startsWith(IDENTITY)) {
                IdentityState identity = IdentityState.parseFrom(entry);
                identities.put(identity.getIdentityId(), identity);
                gallery.put(identity);
                presences.replace(identity.getIdentityId(), List.of(), identity.getPresencesList());
            } else if (key.startsWith(TRACKLET)) {
                OpenTracklet tracklet = OpenTracklet.parseFrom(entry);
                (tracklet.getClosedUs() == 0 ? tracklets : closed).put(tracklet.getTrackletId(), tracklet);
            } else if (key.startsWith(STATEMENT)) {
                statements.restore(key.substring(STATEMENT.length()), StatementState.parseFrom(entry));
            } else if (key.startsWith(TRANSIT)) {
                transit.restore(TransitState.parseFrom(entry));
            } else if (key.startsWith(DESCRIPTION)) {
                waiting.restore(key.substring(DESCRIPTION.length()), entry);
            } else {
                site = SiteState.parseFrom(entry);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("state entry " + key + " of site " + siteId + " does not parse", e);
        }
    }

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    public void drain(BiConsumer<String, byte @Nullable []> store) {
        for (String key : changed) {
            store.accept(key, bytes(key));
        }
        changed.clear();
        waiting.drain((key, bytes) -> store.accept(DESCRIPTION + key, bytes));
        transit.drain((key, bytes) -> store.accept(TRANSIT + key, bytes));
        statements.drain((key, bytes) -> store.accept(STATEMENT + key, bytes));
    }

    public int identityCount() {
        return identities.size();
    }

    /** Capture time of the latest frame taken, microseconds. */
    public long eventTimeUs() {
        return site.getEventTimeUs();
    }

    public int openTracklets() {
        return tracklets.size();
    }

    public String siteId() {
        return siteId;
    }

    Statements statements() {
        return statements;
    }

    WaitingDescriptions waiting() {
        return waiting;
    }

    SiteGallery gallery() {
        return gallery;
    }

    Optional<IdentityState> identity(String id) {
        return Optional.ofNullable(identities.get(id));
    }

    Collection<IdentityState> identities() {
        return List.copyOf(identities.values());
    }

    /**
     * Some of the identities, the same for the same seed, whatever order they were restored in.
     *
     * @param without who is left out
     */
    List<IdentityState> sample(String seed, int most, Set<String> without) {
        if (identities.size() <= most) {
            return identities.values().stream()
                    .filter(i -> !without.contains(i.getIdentityId()))
                    .toList();
        }
        SplittableRandom random = new SplittableRandom(seed.hashCode());
        List<IdentityState> sample = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            IdentityState identity =
                    identities.get(Ids.identity(siteId, 1 + random.nextLong(site.getIdentitiesMade())));
            if (identity != null && !without.contains(identity.getIdentityId())) {
                sample.add(identity);
            }
        }
        return sample;
    }

    Optional<OpenTracklet> tracklet(String id) {
        return Optional.ofNullable(tracklets.get(id));
    }

    /** An open tracklet, or one that closed so lately that its link may still be revised. */
    Optional<OpenTracklet> recentTracklet(String id) {
        return tracklet(id).or(() -> Optional.ofNullable(closed.get(id)));
    }

    /** Whose a tracklet is, however long it is over; empty when it has no identity or is no longer known. */
    Optional<String> identityOf(String trackletId) {
        return recentTracklet(trackletId)
                .map(OpenTracklet::getIdentityId)
                .filter(id -> !id.isEmpty())
                .or(() -> presences.of(trackletId).map(PresenceIndex.Entry::identityId));
    }

    boolean isOf(String trackletId, String identityId) {
        return identityOf(trackletId).filter(identityId::equals).isPresent();
    }

    /** A tracklet that has an identity, however long it is over. */
    Optional<OpenTracklet> standing(String trackletId) {
        return presences.of(trackletId).map(entry -> standing(entry.stay(), entry.identityId()));
    }

    /** The tracklet of a stay: as it is known, or, when it is long over, as much as its identity keeps of it. */
    OpenTracklet standing(PresenceState stay, String identityId) {
        return recentTracklet(stay.getTrackletId())
                .orElseGet(() -> OpenTracklet.newBuilder()
                        .setTrackletId(stay.getTrackletId())
                        .setCameraId(stay.getCameraId())
                        .setSession(stay.getSession())
                        .setIdentityId(identityId)
                        .setLinkState(LinkState.LINK_STATE_LINKED)
                        .setKind(stay.getKind())
                        .setStartUs(stay.getStartUs())
                        .setSeenUs(stay.getEndUs())
                        .setUpdatedUs(stay.getEndUs())
                        .setFirstSequence(stay.getFirstSequence())
                        .setLastSequence(stay.getLastSequence())
                        .setRevision(stay.getRevision())
                        .addAllProbes(identity(identityId)
                                .map(i -> Probe.of(i, stay.getTrackletId()))
                                .orElse(List.of()))
                        .build());
    }

    /** An identity's stays with a tracklet's brought up to date. */
    List<PresenceState> stays(IdentityState identity, OpenTracklet tracklet) {
        return Presences.with(identity, tracklet, statements);
    }

    /** Brings a tracklet up to date that is open or closed lately; what is long over is known by its stay alone. */
    void replaceRecent(OpenTracklet tracklet) {
        String id = tracklet.getTrackletId();
        if (tracklets.replace(id, tracklet) != null || closed.replace(id, tracklet) != null) {
            changed.add(TRACKLET + id);
        }
    }

    /** A tracklet is over. Its sighting has said why it is who it is. */
    void close(OpenTracklet tracklet, long nowUs) {
        tracklets.remove(tracklet.getTrackletId());
        closed.put(
                tracklet.getTrackletId(),
                tracklet.toBuilder()
                        .setClosedUs(Math.max(1, nowUs))
                        .clearEvidence()
                        .build());
        changed.add(TRACKLET + tracklet.getTrackletId());
    }

    /** Tracklets that closed lately. */
    Collection<OpenTracklet> closedTracklets() {
        return List.copyOf(closed.values());
    }

    Optional<OpenTracklet> closedTracklet(String id) {
        return Optional.ofNullable(closed.get(id));
    }

    PresenceIndex presences() {
        return presences;
    }

    TransitTimes transit() {
        return transit;
    }

    Collection<OpenTracklet> tracklets() {
        return List.copyOf(tracklets.values());
    }

    /** A new identity, of whom nothing is known yet; its id, which is never given out again. */
    String createIdentity(long createdUs) {
        long ordinal = site.getIdentitiesMade() + 1;
        update(site.toBuilder().setIdentitiesMade(ordinal).build());
        String id = Ids.identity(siteId, ordinal);
        put(IdentityState.newBuilder().setIdentityId(id).setCreatedUs(createdUs).build());
        return id;
    }

    SiteState site() {
        return site;
    }

    void update(SiteState next) {
        site = next;
        changed.add(SITE);
    }

    /** Stores an identity; its place in the search index changes only when its exemplars did. */
    void put(IdentityState identity) {
        IdentityState before = identities.put(identity.getIdentityId(), identity);
        changed.add(IDENTITY + identity.getIdentityId());
        presences.replace(
                identity.getIdentityId(),
                before == null ? List.of() : before.getPresencesList(),
                identity.getPresencesList());
        if (before == null || !before.getExemplarsList().equals(identity.getExemplarsList())) {
            gallery.put(identity);
        }
    }

    void removeIdentity(String id) {
        IdentityState gone = identities.remove(id);
        if (gone != null) {
            presences.remove(gone);
        }
        gallery.remove(id);
        changed.add(IDENTITY + id);
    }

    void put(OpenTracklet tracklet) {
        tracklets.put(tracklet.getTrackletId(), tracklet);
        changed.add(TRACKLET + tracklet.getTrackletId());
    }

    void removeTracklet(String id) {
        tracklets.remove(id);
        closed.remove(id);
        changed.add(TRACKLET + id);
    }

    /** Two identities that were never in one camera at once and look alike within a threshold. */
    boolean mayBeSame(String left, String right, Probe like, double threshold) {
        IdentityState a = identities.get(left);
        IdentityState b = identities.get(right);
        if (a == null || b == null || Presences.metAnywhere(a, b)) {
            return false;
        }
        List<UnitVector> probes = vectors(a, like);
        List<UnitVector> exemplars = vectors(b, like);
        return probes.stream().anyMatch(p -> Distances.toNearest(p, exemplars) <= threshold);
    }

    private static List<UnitVector> vectors(IdentityState identity, Probe like) {
        List<UnitVector> vectors = new ArrayList<>();
        for (KeptExemplar exemplar : identity.getExemplarsList()) {
            if (exemplar.getModality() == like.modality() && SameModel.of(exemplar.getVector(), like.mean())) {
                vectors.add(UnitVector.of(exemplar.getVector()));
            }
        }
        return vectors;
    }

    private byte @Nullable [] bytes(String key) {
        if (key.startsWith(IDENTITY)) {
            IdentityState identity = identities.get(key.substring(IDENTITY.length()));
            return identity == null ? null : identity.toByteArray();
        }
        if (key.startsWith(TRACKLET)) {
            String id = key.substring(TRACKLET.length());
            OpenTracklet tracklet = tracklets.getOrDefault(id, closed.get(id));
            return tracklet == null ? null : tracklet.toByteArray();
        }
        return site.toByteArray();
    }
}
