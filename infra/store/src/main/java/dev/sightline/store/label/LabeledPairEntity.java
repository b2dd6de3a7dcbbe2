package dev.sightline.store.label;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a labeled pair. Written once, never changed. */
@Entity
@Table(name = "labeled_pair")
class LabeledPairEntity {
    @Id
    @Column(name = "feedback_id")
    String feedbackId;

    @Column(name = "site_id")
    String siteId;

    @Column(name = "subject")
    String subject;

    @Column(name = "left_id")
    String left;

    @Column(name = "right_id")
    String right;

    @Column(name = "same_person")
    boolean same;

    @Column(name = "source")
    String source;

    @Column(name = "labeler")
    String labeller;

    @Column(name = "labeled_at")
    Instant time;

    @Column(name = "withdrawn")
    boolean withdrawn;

    protected LabeledPairEntity() {}

    LabeledPairEntity(LabeledPair pair) {
        this.feedbackId = pair.feedbackId();
        this.siteId = pair.siteId();
        this.subject = pair.subject().name();
        this.left = pair.left();
        this.right = pair.right();
        this.same = pair.same();
        this.source = pair.source().name().substring("SOURCE_".length());
        this.labeller = pair.labeller();
        this.time = pair.time();
        this.withdrawn = pair.withdrawn();
    }
}
