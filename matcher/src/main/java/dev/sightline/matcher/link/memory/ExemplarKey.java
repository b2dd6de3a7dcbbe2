package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.matcher.v1.KeptExemplar;

/** Which crop an exemplar is, whatever model describes it. */
public record ExemplarKey(String trackletId, long session, long sequence, int detectionIndex, Modality modality) {
    public static ExemplarKey of(KeptExemplar kept) {
        return new ExemplarKey(
                kept.getTrackletId(),
                kept.getSession(),
                kept.getSequence(),
                kept.getDetectionIndex(),
                kept.getModality());
    }

    public static ExemplarKey of(RedescribedExemplar described) {
        return new ExemplarKey(
                described.getTrackletId(),
                described.getSession(),
                described.getSequence(),
                described.getDetectionIndex(),
                described.getModality());
    }
}
