package dev.sightline.store.erasure;

import dev.sightline.store.crop.ReleasedCrops;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Set;

/** Deletes people whose time is over: their rows at once, their crops a little later, as those of any row that goes. */
public final class ExpiredPeople {
    private ExpiredPeople() {}

    /**
     * Deletes one, with all identities that are the same person.
     *
     * @return how many rows went
     */
    public static long delete(EntityManager em, String identityId, Instant now) {
        ErasureRequest why = new ErasureRequest(
                "retention", ErasureRequest.site(identityId), identityId, "retention", "", false, now);
        Subject subject = SubjectReader.read(em, Subject.of(why));
        long rows = RowsPart.delete(em, subject);
        ReleasedCrops.note(em, Set.copyOf(subject.crops()), now);
        return rows;
    }
}
