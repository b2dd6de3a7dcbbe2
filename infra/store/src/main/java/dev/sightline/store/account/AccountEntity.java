package dev.sightline.store.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of an account. */
@Entity
@Table(name = "account")
class AccountEntity {
    @Id
    @Column(name = "account_name")
    String name;

    @Column(name = "role")
    String role;

    @Column(name = "site_ids")
    String siteIds;

    @Column(name = "camera_ids")
    String cameraIds;

    @Column(name = "password_hash")
    @Nullable
    String passwordHash;

    @Column(name = "disabled")
    boolean disabled;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    protected AccountEntity() {}

    AccountEntity(Account account) {
        this.name = account.name();
        this.createdAt = account.createdAt();
        this.createdBy = account.createdBy();
        show(account);
    }

    /** What may change, but for the password. */
    void show(Account account) {
        role = account.role().name();
        siteIds = account.scope().siteText();
        cameraIds = account.scope().cameraText();
        disabled = account.disabled();
    }
}
