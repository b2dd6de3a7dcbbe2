package dev.sightline.store.request;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of an answer that was given. */
@Entity
@Table(name = "idempotent_answer")
class AnswerEntity {
    @Id
    @Column(name = "request_key")
    String key;

    @Column(name = "request_hash")
    String requestHash;

    @Column(name = "status")
    int status;

    @Column(name = "document")
    String document;

    @Column(name = "answered_at")
    Instant at;

    protected AnswerEntity() {}

    AnswerEntity(String key, GivenAnswer answer, Instant at) {
        this.key = key;
        this.requestHash = answer.requestHash();
        this.status = answer.status();
        this.document = answer.document();
        this.at = at;
    }
}
