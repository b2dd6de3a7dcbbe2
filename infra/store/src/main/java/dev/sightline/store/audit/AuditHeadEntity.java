package dev.sightline.store.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Where the chain ends, and what stands before the first entry that is kept: two rows. */
@Entity
@Table(name = "audit_head")
class AuditHeadEntity {
    static final int END = 1;
    static final int START = 2;

    @Id
    @Column(name = "head_id")
    int id;

    @Column(name = "entry_no")
    long number;

    @Column(name = "entry_hash")
    String hash;

    protected AuditHeadEntity() {}
}
