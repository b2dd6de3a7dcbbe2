package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.score.SiteImpostors;
import dev.sightline.matcher.link.score.TransitTimes;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
import dev.sightline.matcher.v1.SiteState;
import dev.sightline.matcher.v1.StatementState;
import dev.sightline.matcher.v1.TransitState;
import dev.sightline.matcher.v1.UsualLookState;
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
    private static final String USUAL_LOOK = "m/";

    private final String siteId;
    private final Map<String, IdentityState> identities = new TreeMap<>();
    private final Tracklets tracklets = new Tracklets();
    private final PresenceIndex presences = new PresenceIndex();
    private final TransitTimes transit = new TransitTimes();
    private final SiteImpostors impostors = new SiteImpostors();
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
                tracklets.restore(entry);
            } else if (key.startsWith(STATEMENT)) {
                statements.restore(key.substring(STATEMENT.length()), StatementState.parseFrom(entry));
            } else if (key.startsWith(TRANSIT)) {
                transit.restore(TransitState.parseFrom(entry));
            } else if (key.startsWith(USUAL_LOOK)) {
                impostors.restore(UsualLookState.parseFrom(entry));
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
        tracklets.drain((id, bytes) -> store.accept(TRACKLET + id, bytes));
        waiting.drain((key, bytes) -> store.accept(DESCRIPTION + key, bytes));
        transit.drain((key, bytes) -> store.accept(TRANSIT + key, bytes));
        impostors.drain((key, bytes) -> store.accept(USUAL_LOOK + key, bytes));
        statements.drain((key, bytes) -> store.accept(STATEMENT + key, bytes));
    }

    public int identityCount() {
        return identities.size();
    }

    /** Capture time of the latest frame taken, microseconds. */
    public long eventTimeUs() {
        return site.getEventTimeUs();
    }

    public String siteId() {
        return siteId;
    }

    public Tracklets tracklets() {
        return tracklets;
    }

    public Statements statements() {
        return statements;
    }

    public WaitingDescriptions waiting() {
        return waiting;
    }

    public SiteGallery gallery() {
        return gallery;
    }

    public Optional<IdentityState> identity(String id) {
        return Optional.ofNullable(identities.get(id));
    }

    public Collection<IdentityState> identities() {
        return List.copyOf(identities.values());
    }

    /**
     * Some of the identities, the same for the same seed, whatever order they were restored in.
     *
     * @param without who is left out
     */
    public List<IdentityState> sample(String seed, int most, Set<String> without) {
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

    /** Whose a tracklet is, however long it is over; empty when it has no identity or is no longer known. */
    public Optional<String> identityOf(String trackletId) {
        return tracklets
                .recent(trackletId)
                .map(OpenTracklet::getIdentityId)
                .filter(id -> !id.isEmpty())
                .or(() -> presences.of(trackletId).map(PresenceIndex.Entry::identityId));
    }

    public boolean isOf(String trackletId, String identityId) {
        return identityOf(trackletId).filter(identityId::equals).isPresent();
    }

    /** A tracklet that has an identity, however long it is over. */
    public Optional<OpenTracklet> standing(String trackletId) {
        return presences.of(trackletId).map(entry -> standing(entry.stay(), entry.identityId()));
    }

    /** The tracklet of a stay: as it is known, or, when it is long over, as much as its identity keeps of it. */
    public OpenTracklet standing(PresenceState stay, String identityId) {
        return tracklets
                .recent(stay.getTrackletId())
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
    public List<PresenceState> stays(IdentityState identity, OpenTracklet tracklet) {
        return Presences.with(identity, tracklet, statements);
    }

    public PresenceIndex presences() {
        return presences;
    }

    public TransitTimes transit() {
        return transit;
    }

    public SiteImpostors impostors() {
        return impostors;
    }

    /** A new identity, of whom nothing is known yet; its id, which is never given out again. */
    public String createIdentity(long createdUs) {
        long ordinal = site.getIdentitiesMade() + 1;
        update(site.toBuilder().setIdentitiesMade(ordinal).build());
        String id = Ids.identity(siteId, ordinal);
        put(IdentityState.newBuilder().setIdentityId(id).setCreatedUs(createdUs).build());
        return id;
    }

    public SiteState site() {
        return site;
    }

    public void update(SiteState next) {
        site = next;
        changed.add(SITE);
    }

    /** Stores an identity; its place in the search index changes only when its exemplars did. */
    public void put(IdentityState identity) {
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

    public void removeIdentity(String id) {
        IdentityState gone = identities.remove(id);
        if (gone != null) {
            presences.remove(gone);
        }
        gallery.remove(id);
        changed.add(IDENTITY + id);
    }

    /** Two identities that were never in one camera at once and look alike within a threshold. */
    public boolean mayBeSame(String left, String right, Probe like, double threshold) {
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
        return site.toByteArray();
    }
}
