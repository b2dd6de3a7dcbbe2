package dev.sightline.store.sighting;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * A tracklet at an identity.
 *
 * @param sightingId the tracklet's id
 * @param identityId the identity it is or was assigned to
 */
@Embeddable
public record SightingKey(
        @Column(name = "sighting_id") String sightingId,
        @Column(name = "identity_id") String identityId) {}
