package dev.sightline.store.erasure;

import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Erasures in the database. Thread-safe. */
public final class ErasureTable {
    private final Database database;

    public ErasureTable(Database database) {
        this.database = database;
    }

    /** Newest first. */
    public List<Receipt> newest(int limit) {
        return database.read(
                em -> receipts(em, "select receipt from erasure order by requested_at desc, erasure_id desc", limit));
    }

    public Optional<Receipt> find(String erasureId) {
        return database.read(em -> find(em, erasureId));
    }

    /** The newest of an identity or of somebody who is the same person. */
    public Optional<Receipt> ofIdentity(String identityId) {
        return newest(Integer.MAX_VALUE).stream()
                .filter(receipt -> receipt.identities().contains(identityId))
                .findFirst();
    }

    /** Those of which something is left to do, oldest first. */
    List<Receipt> open() {
        return database.read(em -> receipts(
                em,
                "select receipt from erasure where state <> 'DONE' order by requested_at, erasure_id",
                Integer.MAX_VALUE));
    }

    /** Those done after a time, to be looked at once more. */
    List<Receipt> doneSince(Instant since) {
        return newest(Integer.MAX_VALUE).stream()
                .filter(receipt ->
                        receipt.isDone() && !Instant.parse(receipt.changedAt()).isBefore(since))
                .toList();
    }

    static Optional<Receipt> find(EntityManager em, String erasureId) {
        List<?> found = em.createNativeQuery("select receipt from erasure where erasure_id = :id")
                .setParameter("id", erasureId)
                .getResultList();
        return found.stream().findFirst().map(text -> ReceiptFolder.receipt((String) text));
    }

    private static List<Receipt> receipts(EntityManager em, String sql, int limit) {
        List<?> texts = em.createNativeQuery(sql).setMaxResults(limit).getResultList();
        return texts.stream().map(text -> ReceiptFolder.receipt((String) text)).toList();
    }

    /** Notes that an erasure begins, what it is about, and that none of it is taken in again. */
    static void begin(EntityManager em, Subject subject, Receipt receipt) {
        ErasureRequest request = subject.request();
        if (find(em, request.erasureId()).isEmpty()) {
            em.createNativeQuery(
                            "insert into erasure (erasure_id, site_id, identity_id, requested_by, reason, watchlist,"
                                    + " requested_at, state, changed_at, receipt) values (:id, :site, :identity, :by, :reason,"
                                    + " :watchlist, :at, 'RUNNING', :at, :receipt)")
                    .setParameter("id", request.erasureId())
                    .setParameter("site", request.siteId())
                    .setParameter("identity", request.identityId())
                    .setParameter("by", request.by())
                    .setParameter("reason", request.reason())
                    .setParameter("watchlist", request.watchlist())
                    .setParameter("at", request.at())
                    .setParameter("receipt", ReceiptFolder.text(receipt))
                    .executeUpdate();
        }
        ErasedKeys.add(em, request.erasureId(), ErasedKeys.of(subject));
        put(em, request.erasureId(), "IDENTITY", subject.identities());
        put(em, request.erasureId(), "TRACKLET", subject.tracklets());
        put(em, request.erasureId(), "ALERT", subject.alerts());
        put(em, request.erasureId(), "ENTRY", subject.entries());
        put(em, request.erasureId(), "NAME", subject.names());
        put(
                em,
                request.erasureId(),
                "CROP",
                subject.crops().stream().map(ErasureTable::text).toList());
    }

    /** What an erasure that began is about. */
    static Subject subject(EntityManager em, Receipt receipt) {
        ErasureRequest request = request(receipt);
        Set<CropReference> crops = new HashSet<>();
        targets(em, request, "CROP").forEach(text -> crops.add(crop(text)));
        Set<String> identities = new HashSet<>(targets(em, request, "IDENTITY"));
        identities.addAll(receipt.identities());
        identities.add(request.identityId());
        return new Subject(
                request,
                identities,
                targets(em, request, "TRACKLET"),
                crops,
                targets(em, request, "ALERT"),
                targets(em, request, "ENTRY"),
                targets(em, request, "NAME"));
    }

    static ErasureRequest request(Receipt receipt) {
        return new ErasureRequest(
                receipt.erasureId(),
                receipt.site(),
                receipt.identity(),
                receipt.by(),
                receipt.reason(),
                receipt.watchlist(),
                Instant.parse(receipt.requestedAt()));
    }

    /** Keeps what came of it; when it is done, what it was about is forgotten. */
    static void update(EntityManager em, Receipt receipt) {
        em.createNativeQuery("update erasure set state = :state, changed_at = :at, receipt = :receipt"
                        + " where erasure_id = :id")
                .setParameter("state", receipt.state().toUpperCase(java.util.Locale.ROOT))
                .setParameter("at", Instant.parse(receipt.changedAt()))
                .setParameter("receipt", ReceiptFolder.text(receipt))
                .setParameter("id", receipt.erasureId())
                .executeUpdate();
        if (receipt.isDone()) {
            em.createNativeQuery("delete from erasure_target where erasure_id = :id")
                    .setParameter("id", receipt.erasureId())
                    .executeUpdate();
        }
    }

    private static void put(EntityManager em, String erasureId, String kind, Collection<String> targets) {
        Set<String> there = targets(em, erasureId, kind);
        for (String target : targets) {
            if (there.add(target)) {
                em.createNativeQuery("insert into erasure_target (erasure_id, kind, target)"
                                + " values (:id, :kind, :target)")
                        .setParameter("id", erasureId)
                        .setParameter("kind", kind)
                        .setParameter("target", target)
                        .executeUpdate();
            }
        }
    }

    private static Set<String> targets(EntityManager em, ErasureRequest request, String kind) {
        return targets(em, request.erasureId(), kind);
    }

    private static Set<String> targets(EntityManager em, String erasureId, String kind) {
        Set<String> found = new HashSet<>();
        List<?> rows = em.createNativeQuery("select target from erasure_target where erasure_id = :id and kind = :kind")
                .setParameter("id", erasureId)
                .setParameter("kind", kind)
                .getResultList();
        rows.forEach(target -> found.add((String) target));
        return found;
    }

    private static String text(CropReference crop) {
        return crop.bytes() + " " + HexFormat.of().formatHex(crop.sha256()) + " " + crop.uri();
    }

    private static CropReference crop(String text) {
        String[] fields = text.split(" ", 3);
        return new CropReference(fields[2], HexFormat.of().parseHex(fields[1]), Long.parseLong(fields[0]));
    }
}
