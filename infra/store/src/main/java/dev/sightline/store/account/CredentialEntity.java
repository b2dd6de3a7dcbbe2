package dev.sightline.store.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a session, token or link. */
@Entity
@Table(name = "credential")
class CredentialEntity {
    @Id
    @Column(name = "credential_id")
    String id;

    @Column(name = "kind")
    String kind;

    @Column(name = "secret_hash")
    String secretHash;

    @Column(name = "account_name")
    @Nullable
    String account;

    @Column(name = "label")
    String label;

    @Column(name = "role")
    String role;

    @Column(name = "site_ids")
    String siteIds;

    @Column(name = "camera_ids")
    String cameraIds;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "used_at")
    @Nullable
    Instant usedAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    protected CredentialEntity() {}

    CredentialEntity(Credential credential, Secret secret) {
        this.id = credential.id();
        this.kind = credential.kind().name();
        this.secretHash = secret.hash();
        this.account = credential.account().orElse(null);
        this.label = credential.label();
        this.role = credential.role().name();
        this.siteIds = credential.scope().siteText();
        this.cameraIds = credential.scope().cameraText();
        this.createdAt = credential.createdAt();
        this.createdBy = credential.createdBy();
        this.expiresAt = credential.expiresAt();
    }
}
