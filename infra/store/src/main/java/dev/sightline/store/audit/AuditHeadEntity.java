package dev.sightline.store.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that says where the chain ends. */
@Entity
@Table(name = "audit_head")
class AuditHeadEntity {
    static final int ONLY = 1;

    @Id
    @Column(name = "head_id")
    int id;

    @Column(name = "entry_no")
    long number;

    @Column(name = "entry_hash")
    String hash;

    protected AuditHeadEntity() {}
}
