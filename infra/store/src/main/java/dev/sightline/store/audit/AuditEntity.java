package dev.sightline.store.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of an audit entry. Written once; only its text can be removed. */
@Entity
@Table(name = "audit_entry")
class AuditEntity {
    @Id
    @Column(name = "entry_no")
    long number;

    @Column(name = "happened_at")
    Instant at;

    @Column(name = "actor")
    String actor;

    @Column(name = "via")
    String via;

    @Column(name = "action")
    String action;

    @Column(name = "object")
    String object;

    @Column(name = "site_id")
    String site;

    @Column(name = "reason")
    String reason;

    @Column(name = "outcome")
    String outcome;

    @Column(name = "detail")
    String detail;

    @Column(name = "previous_hash")
    String previousHash;

    @Column(name = "entry_hash")
    String hash;

    @Column(name = "text_salt")
    @Nullable
    String salt;

    @Column(name = "text_hash")
    @Nullable
    String textHash;

    @Column(name = "redacted_by")
    @Nullable
    String redactedBy;

    protected AuditEntity() {}

    AuditEntity(AuditEntry entry) {
        this.number = entry.number();
        this.at = entry.at();
        this.actor = entry.event().actor();
        this.via = entry.event().via();
        this.action = entry.event().action();
        this.object = entry.event().object();
        this.site = entry.event().site();
        this.reason = entry.event().reason();
        this.outcome = entry.event().outcome().name();
        this.detail = entry.event().detail();
        this.previousHash = entry.previousHash();
        this.hash = entry.hash();
        this.salt = entry.seal().salt();
        this.textHash = entry.seal().textHash();
        this.redactedBy = entry.seal().redactedBy();
    }
}
