package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.id.Ids;
import dev.sightline.matcher.link.score.SiteImpostors;
import dev.sightline.matcher.link.score.TransitTimes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a site knows: its identities, the tracklets that are open or closed lately, what people said, what it has learned, and how far
 * its event time has come. Lives in memory, as records that never change; each part knows which of its own changed. {@link #drain}
 * hands out those, one entry each, so that a store can rebuild everything with {@link #restore}. One thread.
 */
public final class SiteMemory {
    private final String siteId;
    private final Identities people;
    private final Tracklets tracklets = new Tracklets();
    private final Statements statements = new Statements();
    private final TransitTimes transit = new TransitTimes();
    private final SiteImpostors impostors = new SiteImpostors();
    private final WaitingDescriptions waiting = new WaitingDescriptions(WaitingDescriptions.MOST);
    private SiteProgress site = SiteProgress.START;
    private boolean siteChanged;

    public SiteMemory(String siteId) {
        this.siteId = siteId;
        this.people = new Identities(siteId);
    }

    /** Whether an entry says how long people take from one camera to another. */
    public static boolean isTransit(String key) {
        return SiteEntries.isTransit(key);
    }

    /** @throws IllegalStateException when the entry was written by something else */
    public void restore(String key, byte[] entry) {
        try {
            SiteEntries.restore(key, entry, this);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("state entry " + key + " of site " + siteId + " does not parse", e);
        }
    }

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    public void drain(BiConsumer<String, byte @Nullable []> store) {
        SiteEntries.drain(this, store);
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

    public TransitTimes transit() {
        return transit;
    }

    public SiteImpostors impostors() {
        return impostors;
    }

    public SiteGallery gallery() {
        return people.gallery();
    }

    public PresenceIndex presences() {
        return people.presences();
    }

    Identities people() {
        return people;
    }

    public SiteProgress site() {
        return site;
    }

    public void update(SiteProgress next) {
        site = next;
        siteChanged = true;
    }

    /** Capture time of the latest frame taken, microseconds. */
    public long eventTimeUs() {
        return site.eventTimeUs();
    }

    public int identityCount() {
        return people.count();
    }

    public Optional<Identity> identity(String id) {
        return people.find(id);
    }

    public Collection<Identity> identities() {
        return people.all();
    }

    /** A new identity, of whom nothing is known yet; its id, which is never given out again. */
    public String createIdentity(long createdUs) {
        update(site.madeOneMore());
        String id = Ids.identity(siteId, site.identitiesMade());
        put(Identity.created(id, createdUs));
        return id;
    }

    public void put(Identity identity) {
        people.put(identity);
    }

    public void removeIdentity(String id) {
        people.remove(id);
    }

    /** Some of the identities, the same for the same seed; {@code without} are left out. */
    public List<Identity> sample(String seed, int most, Set<String> without) {
        return people.sample(seed, most, without);
    }

    /** Two identities that were never in one camera at once and look alike within a threshold. */
    public boolean mayBeSame(String left, String right, Probe like, double threshold) {
        return people.mayBeSame(left, right, like, threshold);
    }

    /** Whose a tracklet is, however long it is over; empty when it has no identity or is no longer known. */
    public Optional<String> identityOf(String trackletId) {
        return tracklets
                .recent(trackletId)
                .map(Tracklet::identityId)
                .filter(id -> !id.isEmpty())
                .or(() -> presences().of(trackletId).map(PresenceIndex.Entry::identityId));
    }

    public boolean isOf(String trackletId, String identityId) {
        return identityOf(trackletId).filter(identityId::equals).isPresent();
    }

    /** A tracklet that has an identity, however long it is over. */
    public Optional<Tracklet> standing(String trackletId) {
        return presences().of(trackletId).map(entry -> standing(entry.stay(), entry.identityId()));
    }

    /** The tracklet of a stay: as it is known, or, when it is long over, as much as its identity keeps of it. */
    public Tracklet standing(Presence stay, String identityId) {
        return tracklets
                .recent(stay.trackletId())
                .orElseGet(() -> Tracklet.standing(
                        stay,
                        identityId,
                        identity(identityId)
                                .map(i -> Probe.of(i, stay.trackletId()))
                                .orElse(List.of())));
    }

    /** An identity's stays with a tracklet's brought up to date. */
    public List<Presence> stays(Identity identity, Tracklet tracklet) {
        return Presences.with(identity, tracklet, statements);
    }

    void restore(SiteProgress stored) {
        site = stored;
    }

    void drainProgress(Consumer<SiteProgress> store) {
        if (siteChanged) {
            store.accept(site);
            siteChanged = false;
        }
    }
}
