package dev.sightline.store.sighting;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * A place in a sighting's list of exemplars.
 *
 * @param sightingId sighting
 * @param identityId identity of the sighting
 * @param ordinal from 0, best first
 */
@Embeddable
public record ExemplarKey(
        @Column(name = "sighting_id") String sightingId,
        @Column(name = "identity_id") String identityId,
        @Column(name = "ordinal") int ordinal) {}
