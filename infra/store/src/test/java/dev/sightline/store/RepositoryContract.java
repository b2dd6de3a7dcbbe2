package dev.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.alert.AlertView;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.camera.CameraRepository;
import dev.sightline.store.camera.CameraView;
import dev.sightline.store.camera.CameraWriter;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.label.LabelWriter;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.watchlist.WatchlistRepository;
import dev.sightline.store.watchlist.WatchlistView;
import dev.sightline.store.watchlist.WatchlistWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rows and repositories promise on every database: those of people, and all others. */
abstract class RepositoryContract extends PeopleRowsContract {
    @Test
    void shouldKeepAlertsAsTheyCameNewestFirst() {
        alert("al-1", "2026-01-02T03:04:05.678901+01:00");
        alert("al-2", "2026-01-02T03:04:05Z");
        alert("al-2", "2026-01-09T03:04:05Z");

        Page<AlertView> page = new AlertRepository(database).newest(Cursor.start(), 1);
        AlertView newest = page.items().get(0);
        AlertView older = new AlertRepository(database)
                .newest(page.next().orElseThrow(), 1)
                .items()
                .get(0);

        assertThat(newest.alertId()).isEqualTo("al-2");
        assertThat(newest.json()).contains("für länger");
        assertThat(newest.subject()).contains("shop/p1");
        assertThat(older.alertId()).isEqualTo("al-1");
        assertThat(older.time()).isEqualTo(Instant.parse("2026-01-02T02:04:05.678901Z"));
    }

    @Test
    void shouldKeepEveryLabelAndLetTheNewestOfAPairStand() {
        assertThat(label(Messages.label("f1", "a", "b", true, 1))).isTrue();
        assertThat(label(Messages.label("f1", "a", "b", true, 1))).isFalse();
        assertThat(label(Messages.label("f3", "b", "a", false, 3))).isTrue();
        assertThat(label(Messages.label("f2", "a", "c", true, 2))).isTrue();
        Feedback.Builder imported = Messages.label("f4", "a", "b", true, 0);
        imported.getPairBuilder().setSource(PairLabel.Source.SOURCE_IMPORT);
        assertThat(label(imported)).isTrue();
        assertThat(label(Messages.label("f5", "a", "b", true, 9).setSiteId("elsewhere")))
                .isTrue();
        LabelRepository labels = new LabelRepository(database);

        assertThat(labels.standing(Messages.SITE))
                .extracting(LabeledPair::feedbackId)
                .containsExactly("f4", "f2", "f3");
        assertThat(labels.standing(Messages.SITE).get(2))
                .isEqualTo(
                        LabeledPair.of(Messages.label("f3", "b", "a", false, 3).build(), Instant.EPOCH));
        assertThat(labels.sites()).containsExactly("elsewhere", Messages.SITE);
        Page<LabeledPair> first = labels.newest(Cursor.start(), 2);
        assertThat(first.items()).extracting(LabeledPair::feedbackId).containsExactly("f5", "f3");
        assertThat(labels.newest(first.next().orElseThrow(), 9).items())
                .extracting(LabeledPair::feedbackId)
                .containsExactly("f2", "f1", "f4");
        Feedback.Builder back = Messages.label("f6", "a", "b", false, 6);
        back.getPairBuilder().setWithdrawn(true);
        assertThat(label(back)).isTrue();
        assertThat(labels.standing(Messages.SITE))
                .as("taken back; what was brought from elsewhere stands")
                .extracting(LabeledPair::feedbackId)
                .containsExactly("f4", "f2");
    }

    @Test
    void shouldKeepCamerasWithoutTheirPasswords() {
        database.execute(em -> {
            new CameraWriter(em).apply("c1", Optional.of(Messages.camera("c1")));
            new CameraWriter(em).apply("c2", Optional.of(Messages.camera("c2")));
        });
        database.execute(em -> new CameraWriter(em).apply("c2", Optional.empty()));

        assertThat(new CameraRepository(database).all())
                .containsExactly(new CameraView("c1", "shop", "rtsp://***@10.0.0.1/stream", true));
    }

    @Test
    void shouldKeepWatchlistEntriesAndLetTheirCropsGo() {
        CropReference crop = stored(Messages.crop(77));
        CropReference other = stored(Messages.crop(78));
        watchlist(2, Map.of(0, crop, 1, other));
        WatchlistView full = new WatchlistRepository(database).find("w").orElseThrow();
        Set<CropReference> released = watchlist(1, Map.of(0, crop));

        assertThat(full.siteIds()).containsExactly("shop", "yard");
        assertThat(full.crops()).containsExactly(crop, other);
        assertThat(full.expiresAt()).isEmpty();
        assertThat(released).containsExactly(other);
        assertThat(new WatchlistRepository(database).all()).hasSize(1);

        Set<CropReference> rest = database.write(em -> {
            WatchlistWriter writer = new WatchlistWriter(em);
            writer.apply("w", Optional.empty(), Map.of());
            return writer.released();
        });
        assertThat(rest).containsExactly(crop);
        assertThat(new WatchlistRepository(database).find("w")).isEmpty();
    }

    @Test
    void shouldDeleteOnlyCropsThatNoRowShowsAfterTheirGrace() {
        record(Messages.sighting("g/1", "shop/p50", 300).build());
        CropReference shown = new SightingRepository(database)
                .find("g/1")
                .flatMap(sighting -> sighting.exemplars().get(0).crop())
                .orElseThrow();
        CropReference unneeded = stored(Messages.crop(79));
        Instant released = Instant.parse("2026-01-01T00:00:00Z");
        database.execute(em -> ReleasedCrops.note(em, List.of(shown, unneeded), released));

        assertThat(ReleasedCrops.sweep(database, crops, released, 10)).isZero();
        assertThat(folder.resolve("crops")).isNotEmptyDirectory();
        assertThat(crops.get(unneeded.toMessage())).hasSize(200);
        assertThat(ReleasedCrops.sweep(database, crops, released.plusSeconds(1), 10))
                .isEqualTo(2);
        assertThat(crops.get(shown.toMessage())).hasSize(200);
        assertThat(crops.put(Messages.crop(79), "jpg")).isEqualTo(unneeded.toMessage());
        assertThat(ReleasedCrops.sweep(database, crops, released.plusSeconds(1), 10))
                .isZero();
    }

    @Test
    void shouldDumpTheSameTextTwiceAndNoSecret() {
        record(Messages.sighting("d/1", "shop/p60", 400).build());

        String dump = DatabaseDump.of(database);

        assertThat(dump).isEqualTo(DatabaseDump.of(database));
        assertThat(dump)
                .contains("d/1\tshop/p60", "2023-11-14T22:20:00.000123Z")
                .doesNotContain("secret");
    }

    private boolean label(Feedback.Builder feedback) {
        return database.write(em -> new LabelWriter(em).insert(LabeledPair.of(feedback.build(), Instant.EPOCH)));
    }

    private void alert(String id, String time) {
        database.execute(em -> new AlertWriter(em, Instant.EPOCH)
                .insert("rule", AlertDocument.parse(Messages.alert(id, time), Instant.EPOCH)));
    }

    private Set<CropReference> watchlist(int exemplars, Map<Integer, CropReference> stored) {
        return database.write(em -> {
            WatchlistWriter writer = new WatchlistWriter(em);
            writer.apply("w", Optional.of(Messages.watchlist("w", exemplars)), stored);
            return writer.released();
        });
    }
}
