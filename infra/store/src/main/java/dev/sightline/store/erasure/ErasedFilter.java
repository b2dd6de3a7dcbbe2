package dev.sightline.store.erasure;

import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exclusion;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Keeps erased people out of the database: a record about one is not taken in, however late or often it comes, and evidence
 * about others names them no more. Used by one thread.
 */
public final class ErasedFilter {
    private Set<String> keys = Set.of();

    /** Brings it up to date, inside the transaction that takes records in. */
    public void refresh(EntityManager em) {
        if (ErasedKeys.count(em) != keys.size()) {
            keys = ErasedKeys.all(em);
        }
    }

    /** Whether nobody was erased yet. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    public boolean isErasedIdentity(String identityId) {
        return !identityId.isEmpty() && keys.contains(ErasedKeys.ofIdentity(identityId));
    }

    public boolean isErasedTracklet(String trackletId) {
        return !trackletId.isEmpty() && keys.contains(ErasedKeys.ofTracklet(trackletId));
    }

    /** @param sha256 of the picture, lower-case hex */
    public boolean isErasedCrop(String sha256) {
        return keys.contains(ErasedKeys.ofCrop(sha256));
    }

    /** The evidence without erased people. */
    public Evidence without(Evidence evidence) {
        return without(evidence, this::isErasedIdentity);
    }

    static Evidence without(Evidence evidence, Predicate<String> erased) {
        Set<String> named = new HashSet<>();
        evidence.getComparisonsList().forEach(c -> named.addAll(Set.of(c.getIdentityId())));
        evidence.getComparisonsList().forEach(c -> named.add(c.getRunnerUpIdentityId()));
        evidence.getExclusionsList().forEach(e -> named.add(e.getIdentityId()));
        evidence.getCandidatesList().forEach(c -> named.add(c.getIdentityId()));
        Set<String> gone = new TreeSet<>(named);
        gone.removeIf(erased.negate());
        return gone.isEmpty() ? evidence : removed(evidence, gone);
    }

    private static Evidence removed(Evidence evidence, Set<String> gone) {
        Evidence.Builder left = evidence.toBuilder()
                .setSummary(new Mentions(gone).without(evidence.getSummary()))
                .clearComparisons()
                .clearExclusions()
                .clearCandidates();
        for (Comparison comparison : evidence.getComparisonsList()) {
            if (!gone.contains(comparison.getIdentityId())) {
                left.addComparisons(
                        gone.contains(comparison.getRunnerUpIdentityId())
                                ? comparison.toBuilder().clearRunnerUpIdentityId()
                                : comparison.toBuilder());
            }
        }
        for (Exclusion exclusion : evidence.getExclusionsList()) {
            if (!gone.contains(exclusion.getIdentityId())) {
                left.addExclusions(exclusion.toBuilder().setReason(new Mentions(gone).without(exclusion.getReason())));
            }
        }
        for (CandidateEvidence candidate : evidence.getCandidatesList()) {
            if (!gone.contains(candidate.getIdentityId())) {
                left.addCandidates(candidate);
            }
        }
        return left.build();
    }
}
