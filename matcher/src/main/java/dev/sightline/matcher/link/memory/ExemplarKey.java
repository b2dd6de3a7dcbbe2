package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Modality;

/** Which crop an exemplar is, whatever model describes it. */
public record ExemplarKey(String trackletId, long session, long sequence, int detectionIndex, Modality modality) {}
