package dev.sightline.store.recorder;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.camera.CameraWriter;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.event.EventWriter;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.label.LabelWriter;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.watchlist.WatchlistWriter;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies the changes of one batch to one entity manager. */
final class RowWriter {
    private final EntityManager em;
    private final Instant now;
    private final IdentityWriter identities;
    private final SightingWriter sightings;
    private final EventWriter events;
    private final AlertWriter alerts;
    private final LabelWriter labels;
    private final CameraWriter cameras;
    private final WatchlistWriter watchlist;

    RowWriter(EntityManager em, Instant now) {
        this.em = em;
        this.now = now;
        this.identities = new IdentityWriter(em, now);
        this.sightings = new SightingWriter(em);
        this.events = new EventWriter(em);
        this.alerts = new AlertWriter(em, now);
        this.labels = new LabelWriter(em);
        this.cameras = new CameraWriter(em);
        this.watchlist = new WatchlistWriter(em);
    }

    /**
     * Applies the changes in order and sends them to the database.
     *
     * @param crops stored crops by recording
     * @return the recordings that changed nothing because the database was ahead of them
     */
    Set<Recording> apply(List<Recording> batch, Map<Recording, Map<Integer, CropReference>> crops) {
        Map<String, String> touched = identitySites(batch);
        if (!touched.isEmpty()) {
            identities.ensure(touched);
        }
        prefetch(batch);
        Set<Recording> stale = new HashSet<>();
        for (Recording recording : batch) {
            recording.change().ifPresent(change -> {
                Map<Integer, CropReference> stored = Objects.requireNonNullElse(crops.get(recording), Map.of());
                if (!apply(change, recording.record(), stored)) {
                    stale.add(recording);
                }
            });
        }
        identities.refresh(touched.keySet());
        em.flush();
        ReleasedCrops.note(em, sightings.released(), now);
        ReleasedCrops.note(em, watchlist.released(), now);
        return stale;
    }

    private boolean apply(Change change, ConsumerRecord<byte[], byte[]> record, Map<Integer, CropReference> crops) {
        if (change instanceof Change.OfSighting sighting) {
            return sightings.apply(sighting.message(), crops, recordedAt(record));
        }
        if (change instanceof Change.OfIdentity identity) {
            return applied(identity.event(), record);
        }
        if (change instanceof Change.OfAlert alert) {
            return alerts.insert(alert.ruleId(), alert.alert(), recordedAt(record));
        }
        if (change instanceof Change.OfLabel label) {
            return labels.insert(label.pair());
        }
        if (change instanceof Change.OfCamera camera) {
            cameras.apply(camera.cameraId(), camera.message());
        } else if (change instanceof Change.OfWatchlist entry) {
            watchlist.apply(entry.entryId(), entry.message(), crops);
        }
        return true;
    }

    private boolean applied(IdentityEvent event, ConsumerRecord<byte[], byte[]> record) {
        if (!events.insert(event, record.partition(), record.offset(), recordedAt(record))) {
            return false;
        }
        identities.apply(event);
        return true;
    }

    /** When a record was written: read once more, it says the same. A clock that is ahead makes nothing younger. */
    private Instant recordedAt(ConsumerRecord<byte[], byte[]> record) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        return record.timestamp() <= 0 || written.isAfter(now) ? now : written;
    }

    private void prefetch(List<Recording> batch) {
        prefetch(ids(batch, Change.OfSighting.class, c -> c.message().getSightingId()), sightings::prefetch);
        prefetch(ids(batch, Change.OfIdentity.class, c -> c.event().getEventId()), events::prefetch);
        prefetch(ids(batch, Change.OfAlert.class, c -> c.alert().alertId()), alerts::prefetch);
        prefetch(ids(batch, Change.OfLabel.class, c -> c.pair().feedbackId()), labels::prefetch);
    }

    private static void prefetch(Set<String> ids, java.util.function.Consumer<Set<String>> reader) {
        if (!ids.isEmpty()) {
            reader.accept(ids);
        }
    }

    private static <C extends Change> Set<String> ids(List<Recording> batch, Class<C> type, Function<C, String> id) {
        return batch.stream()
                .flatMap(recording -> recording.change().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .map(id)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> identitySites(List<Recording> batch) {
        Map<String, String> sites = new LinkedHashMap<>();
        batch.stream().flatMap(recording -> recording.change().stream()).forEach(change -> {
            if (change instanceof Change.OfSighting sighting) {
                sites.put(sighting.message().getIdentityId(), sighting.message().getSiteId());
            } else if (change instanceof Change.OfIdentity identity) {
                IdentityEvent event = identity.event();
                if (!event.getIdentityId().isEmpty()) {
                    sites.put(event.getIdentityId(), event.getSiteId());
                }
                if (!event.getOtherIdentityId().isEmpty()) {
                    sites.put(event.getOtherIdentityId(), event.getSiteId());
                }
            }
        });
        return sites;
    }
}
