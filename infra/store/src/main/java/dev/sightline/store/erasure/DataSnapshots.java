package dev.sightline.store.erasure;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Data sets that were made of recorded crops, wherever they lie, with the keys of their crops. Thread-safe.
 */
public final class DataSnapshots {
    private static final int KEY_BYTES = 32;
    private static final int KEYS_A_ROW = 10_000;

    private final Database database;

    public DataSnapshots(Database database) {
        this.database = database;
    }

    /**
     * A data set.
     *
     * @param hash of the snapshot
     * @param name for people
     * @param folder where it was put
     * @param by who made it
     */
    public record Made(String hash, String name, String folder, String by) {}

    /**
     * Notes one; the same data set again only moves.
     *
     * @param crops SHA-256 of its crops, lower-case hex
     * @param at when
     */
    public void note(Made made, Collection<String> crops, Instant at) {
        List<String> keys =
                crops.stream().map(ErasedKeys::ofCrop).distinct().sorted().toList();
        database.execute(em -> {
            boolean there = em.createNativeQuery(
                                    "update data_snapshot set folder = :folder, name = :name where snapshot_hash = :hash")
                            .setParameter("folder", made.folder())
                            .setParameter("name", made.name())
                            .setParameter("hash", made.hash())
                            .executeUpdate()
                    > 0;
            if (!there) {
                insert(em, made, keys, at);
            }
        });
    }

    private static void insert(EntityManager em, Made made, List<String> keys, Instant at) {
        em.createNativeQuery("insert into data_snapshot (snapshot_hash, name, folder, made_by, made_at)"
                        + " values (:hash, :name, :folder, :by, :at)")
                .setParameter("hash", made.hash())
                .setParameter("name", made.name())
                .setParameter("folder", made.folder())
                .setParameter("by", made.by())
                .setParameter("at", at)
                .executeUpdate();
        for (int from = 0, part = 0; from < keys.size(); from += KEYS_A_ROW, part++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            keys.subList(from, Math.min(keys.size(), from + KEYS_A_ROW))
                    .forEach(key -> bytes.writeBytes(HexFormat.of().parseHex(key)));
            em.createNativeQuery("insert into data_snapshot_part (snapshot_hash, part_no, crop_keys)"
                            + " values (:hash, :part, :keys)")
                    .setParameter("hash", made.hash())
                    .setParameter("part", part)
                    .setParameter("keys", bytes.toByteArray())
                    .executeUpdate();
        }
    }

    /** Those that hold a crop with one of these keys, oldest first. */
    public List<Made> holding(Set<String> keys) {
        return database.read(em -> {
            @SuppressWarnings("unchecked")
            List<Tuple> parts = em.createNativeQuery(
                            "select snapshot_hash, crop_keys from data_snapshot_part", Tuple.class)
                    .getResultList();
            TreeMap<String, Boolean> holding = new TreeMap<>();
            parts.forEach(part -> holding.merge(
                    part.get(0, String.class), holds(part.get(1, byte[].class), keys), Boolean::logicalOr));
            return all(em).stream()
                    .filter(made -> holding.getOrDefault(made.hash(), false))
                    .toList();
        });
    }

    private static boolean holds(byte[] part, Set<String> keys) {
        for (int from = 0; from < part.length; from += KEY_BYTES) {
            if (keys.contains(HexFormat.of().formatHex(part, from, from + KEY_BYTES))) {
                return true;
            }
        }
        return false;
    }

    private static List<Made> all(EntityManager em) {
        List<Made> all = new ArrayList<>();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = em.createNativeQuery(
                        "select snapshot_hash, name, folder, made_by from data_snapshot"
                                + " order by made_at, snapshot_hash",
                        Tuple.class)
                .getResultList();
        for (Tuple row : rows) {
            all.add(new Made(
                    row.get(0, String.class),
                    row.get(1, String.class),
                    row.get(2, String.class),
                    row.get(3, String.class)));
        }
        return all;
    }
}
