package dev.sightline.store.watchlist;

import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Row of a watchlist entry. Site ids are joined by commas, which no id contains; empty means all sites. */
@Entity
@Table(name = "watchlist_entry")
class WatchlistEntity {
    @Id
    @Column(name = "entry_id")
    String entryId;

    @Column(name = "name")
    String name;

    @Column(name = "reason")
    String reason;

    @Column(name = "approver")
    String approver;

    @Column(name = "created_at")
    @Nullable
    Instant createdAt;

    @Column(name = "expires_at")
    @Nullable
    Instant expiresAt;

    @Column(name = "site_ids")
    String siteIds;

    @OneToMany(mappedBy = "entry", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("key.ordinal")
    List<WatchlistExemplarEntity> exemplars = new ArrayList<>();

    protected WatchlistEntity() {}

    WatchlistEntity(String entryId) {
        this.entryId = entryId;
    }

    /** Everything but the exemplars. */
    void show(WatchlistEntry message) {
        name = message.getName();
        reason = message.getReason();
        approver = message.getApprover();
        createdAt = EventTime.orNull(message.getCreatedUs());
        expiresAt = EventTime.orNull(message.getExpiresUs());
        siteIds = String.join(",", message.getSiteIdsList());
    }
}
