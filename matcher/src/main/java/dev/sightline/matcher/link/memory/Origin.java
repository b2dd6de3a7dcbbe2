package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Modality;

/**
 * Which tracklet it is and where it was seen: what never changes of it.
 *
 * @param session of its camera
 * @param kind PERSON, or FACE for a face that belongs to no detected person
 */
public record Origin(String trackletId, String cameraId, long session, Modality kind) {}
