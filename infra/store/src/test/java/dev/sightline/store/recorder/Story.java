package dev.sightline.store.recorder;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.testing.Messages;
import org.jspecify.annotations.Nullable;

/**
 * About a hundred records with everything that happens: sightings that grow and close, one that moves at a merge, a
 * split, an expiry, repeated records, alerts, labels said twice and corrected, cameras and watchlist entries that change
 * and go.
 */
final class Story {
    static final int IDENTITIES = 6;

    private final Listener writer;

    Story(Listener writer) {
        this.writer = writer;
    }

    /** Whom it is told to, record by record. */
    @FunctionalInterface
    interface Listener {
        <V> void write(Topic<String, V> topic, String key, @Nullable V value);
    }

    void tell() {
        writer.write(Topics.CAMERAS, "north", Messages.camera("north"));
        writer.write(Topics.CAMERAS, "south", Messages.camera("south"));
        writer.write(Topics.CAMERAS, "attic", Messages.camera("attic"));
        writer.write(Topics.WATCHLIST, "w1", Messages.watchlist("w1", 3));
        writer.write(Topics.WATCHLIST, "w2", Messages.watchlist("w2", 1));
        for (int identity = 1; identity <= IDENTITIES; identity++) {
            stay(identity);
        }
        merge();
        event("e-split", Type.TYPE_SPLIT, 3, 4);
        event("e-expired", Type.TYPE_EXPIRED, 5, 0);
        event("e-expired", Type.TYPE_EXPIRED, 5, 0);
        for (int alert = 0; alert < 12; alert++) {
            // Some come twice.
            String id = "alert-" + alert * 2 / 3;
            writer.write(Topics.ALERTS, "rule-" + id, Messages.alert(id, "2026-01-01T00:00:0" + alert * 2 / 3 + "Z"));
        }
        label("l1", true, 500);
        label("l1", true, 500);
        label("l2", false, 600);
        writer.write(Topics.WATCHLIST, "w1", Messages.watchlist("w1", 2));
        writer.write(Topics.WATCHLIST, "w2", null);
        writer.write(Topics.CAMERAS, "attic", null);
    }

    /** Two tracklets of one identity, each updated until closed. */
    private void stay(int number) {
        String identity = Messages.identity(number);
        event("e-created-" + number, Type.TYPE_CREATED, number, 0);
        for (int tracklet = 0; tracklet < (number % 2 == 0 ? 1 : 2); tracklet++) {
            String id = "north/7/t" + number + tracklet;
            long start = number * 100L + tracklet * 40;
            for (int revision = 1; revision <= 6; revision++) {
                writer.write(
                        Topics.SIGHTINGS,
                        identity,
                        Messages.sighting(id, identity, start)
                                .setRevision(revision)
                                .setLastSequence(start + revision * 5)
                                .setEndTimeUs(Messages.at(start + revision * 5))
                                .setClosed(revision == 6)
                                .addExemplars(
                                        Messages.exemplar(start + revision, Modality.MODALITY_FACE, .1f * revision))
                                .build());
            }
            event("e-linked-" + number + "-" + tracklet, Type.TYPE_LINKED, number, 0);
        }
    }

    /** Identity 2 goes into identity 1, and its tracklet with it. */
    private void merge() {
        String from = Messages.identity(2);
        String into = Messages.identity(1);
        event("e-merged", Type.TYPE_MERGED, 1, 2);
        String tracklet = "north/7/t20";
        writer.write(
                Topics.SIGHTINGS,
                from,
                Messages.sighting(tracklet, from, 200)
                        .setRevision(7)
                        .setClosed(true)
                        .setWithdrawn(true)
                        .build());
        writer.write(
                Topics.SIGHTINGS,
                into,
                Messages.sighting(tracklet, into, 200)
                        .setRevision(7)
                        .setClosed(true)
                        .setPreviousIdentityId(from)
                        .build());
    }

    private void label(String id, boolean same, long at) {
        writer.write(
                Topics.FEEDBACK,
                Messages.SITE,
                Messages.label(id, "north/7/t10", "north/7/t30", same, at).build());
    }

    private void event(String id, Type type, int identity, int other) {
        var event = Messages.event(id, type, Messages.identity(identity), identity * 100L);
        if (other != 0) {
            event.setOtherIdentityId(Messages.identity(other));
        }
        writer.write(Topics.IDENTITY_EVENTS, Messages.SITE, event.build());
    }
}
