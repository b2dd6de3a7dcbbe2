package dev.sightline.store.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a name that somebody gave to an identity. */
@Entity
@Table(name = "identity_name")
class IdentityNameEntity {
    @Id
    @Column(name = "identity_id")
    String identityId;

    @Column(name = "name")
    String name;

    @Column(name = "named_by")
    String by;

    @Column(name = "named_at")
    Instant at;

    protected IdentityNameEntity() {}

    IdentityNameEntity(String identityId) {
        this.identityId = identityId;
    }
}
