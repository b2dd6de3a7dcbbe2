package dev.sightline.store.erasure;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * What was erased, as hashes: enough to keep it out when it comes again, from a topic, a backup or a folder of crops, and
 * nothing that says who it was.
 */
public final class ErasedKeys {
    private ErasedKeys() {}

    public static String ofIdentity(String identityId) {
        return key("identity", identityId);
    }

    public static String ofTracklet(String trackletId) {
        return key("tracklet", trackletId);
    }

    /** @param sha256 of the picture, lower-case hex */
    public static String ofCrop(String sha256) {
        return key("crop", sha256);
    }

    static String ofCrop(CropReference crop) {
        return ofCrop(HexFormat.of().formatHex(crop.sha256()));
    }

    private static String key(String kind, String id) {
        return Checksum.of((kind + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The keys of a person. */
    static Set<String> of(Subject subject) {
        Set<String> keys = new HashSet<>();
        subject.identities().forEach(id -> keys.add(ofIdentity(id)));
        subject.tracklets().forEach(id -> keys.add(ofTracklet(id)));
        subject.crops().forEach(crop -> keys.add(ofCrop(crop)));
        return keys;
    }

    /** How many there are; grows with every erasure. */
    static long count(EntityManager em) {
        return ((Number) em.createNativeQuery("select count(*) from erased_key").getSingleResult()).longValue();
    }

    /** All of them. */
    static Set<String> all(EntityManager em) {
        Set<String> keys = new HashSet<>();
        for (Object key :
                em.createNativeQuery("select key_hash from erased_key").getResultList()) {
            keys.add((String) key);
        }
        return keys;
    }

    /** All of them. */
    public static Set<String> all(Database database) {
        return database.read(ErasedKeys::all);
    }

    static void add(EntityManager em, String erasureId, Collection<String> keys) {
        Set<String> there = all(em);
        for (String key : keys) {
            if (there.add(key)) {
                em.createNativeQuery("insert into erased_key (key_hash, erasure_id) values (:key, :erasure)")
                        .setParameter("key", key)
                        .setParameter("erasure", erasureId)
                        .executeUpdate();
            }
        }
    }
}
