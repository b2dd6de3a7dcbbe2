package dev.sightline.console.text;

import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Why a sighting belongs to a person, in one sentence without numbers that only experts read. */
public final class EvidenceSentence {
    private static final double STRONG = 1e-4;
    private static final double GOOD = 1e-3;
    private static final double FAIR = 1e-2;

    private EvidenceSentence() {}

    /** How much it says. */
    public enum Band {
        STRONG,
        GOOD,
        FAIR,
        WEAK,
        /** Nobody known came into question: the sighting began the identity. */
        NEW
    }

    /** How much evidence says that a sighting is of this identity. */
    public static Band band(Evidence evidence, String identity) {
        Optional<CandidateEvidence> own = own(evidence, identity);
        if (own.isEmpty()) {
            return Band.NEW;
        }
        double fmr = own.get().getFmr();
        return fmr <= STRONG ? Band.STRONG : fmr <= GOOD ? Band.GOOD : fmr <= FAIR ? Band.FAIR : Band.WEAK;
    }

    /** The sentence. */
    public static String of(Evidence evidence, String identity, Messages texts) {
        Optional<CandidateEvidence> own = own(evidence, identity);
        if (own.isEmpty()) {
            return evidence.getCandidatesCount() == 0 ? texts.get("why.first") : texts.get("why.new");
        }
        CandidateEvidence candidate = own.get();
        String looks = texts.get(
                isFace(evidence, identity) ? "why.face" : "why.body",
                texts.get("band." + band(evidence, identity).name().toLowerCase(Locale.ROOT)));
        return texts.get("why.sentence", looks, strangers(candidate.getFmr(), texts), place(candidate, texts));
    }

    private static String strangers(double fmr, Messages texts) {
        if (fmr <= 0) {
            return texts.get("why.nobody");
        }
        long oneIn = Math.round(1 / Math.min(1, fmr));
        return oneIn > 1_000_000 ? texts.get("why.nobody") : texts.get("why.oneIn", rounded(oneIn));
    }

    /** Two digits say as much as the calibration knows. */
    private static long rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return number / unit * unit;
    }

    private static String place(CandidateEvidence candidate, Messages texts) {
        if (candidate.getLastCameraId().isEmpty()) {
            return "";
        }
        long ago = candidate.getLastSeenAgoUs();
        return ago < 0
                ? texts.get("why.still", candidate.getLastCameraId())
                : texts.get("why.before", candidate.getLastCameraId(), Spans.of(Duration.ofNanos(ago * 1_000), texts));
    }

    private static boolean isFace(Evidence evidence, String identity) {
        return evidence.getComparisonsList().stream()
                .filter(comparison -> comparison.getIdentityId().equals(identity))
                .map(Comparison::getModality)
                .anyMatch(Modality.MODALITY_FACE::equals);
    }

    private static Optional<CandidateEvidence> own(Evidence evidence, String identity) {
        return evidence.getCandidatesList().stream()
                .filter(candidate -> candidate.getIdentityId().equals(identity))
                .findFirst();
    }
}
