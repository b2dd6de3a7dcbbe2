package dev.sightline.console.api;

import dev.sightline.console.text.EvidenceSentence;
import dev.sightline.console.text.Messages;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import java.util.List;
import java.util.Locale;

/**
 * Why a sighting is at its identity.
 *
 * @param sentence for everybody
 * @param summary the matcher's own words
 * @param band how much it says: strong, good, fair, weak, or new for the sighting that began the identity
 * @param peopleCompared how many people of the site came into question
 * @param comparisons what was compared, best first
 */
public record EvidenceItem(
        String sentence, String summary, String band, int peopleCompared, List<ComparisonItem> comparisons) {
    /**
     * One comparison with somebody known.
     *
     * @param modality face or person
     * @param squaredDistance between unit vectors, 2(1-cos)
     * @param threshold the greatest that links
     */
    public record ComparisonItem(
            String identity, String modality, String model, double squaredDistance, double threshold) {}

    static EvidenceItem of(Evidence evidence, String identity, Messages texts) {
        return new EvidenceItem(
                EvidenceSentence.of(evidence, identity, texts),
                evidence.getSummary(),
                EvidenceSentence.band(evidence, identity).name().toLowerCase(Locale.ROOT),
                evidence.getGallerySize(),
                evidence.getComparisonsList().stream()
                        .map(c -> new ComparisonItem(
                                c.getIdentityId(),
                                c.getModality() == Modality.MODALITY_FACE ? "face" : "person",
                                c.getModelId(),
                                c.getSquaredDistance(),
                                c.getThreshold()))
                        .toList());
    }
}
