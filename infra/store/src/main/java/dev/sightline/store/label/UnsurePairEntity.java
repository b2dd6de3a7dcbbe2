package dev.sightline.store.label;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a pair that somebody could not tell. */
@Entity
@Table(name = "label_unsure")
class UnsurePairEntity {
    @Id
    @Column(name = "pair_id")
    String pairId;

    @Column(name = "site_id")
    String siteId;

    @Column(name = "left_id")
    String left;

    @Column(name = "right_id")
    String right;

    @Column(name = "labeler")
    String labeller;

    @Column(name = "said_at")
    Instant at;

    protected UnsurePairEntity() {}

    UnsurePairEntity(String pairId, String siteId, TrackletPair pair) {
        this.pairId = pairId;
        this.siteId = siteId;
        this.left = pair.left();
        this.right = pair.right();
        this.labeller = "";
        this.at = Instant.EPOCH;
    }
}
