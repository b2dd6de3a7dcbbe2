package dev.sightline.store.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.database.Database;
import dev.sightline.store.event.EventWriter;
import dev.sightline.store.identity.IdentityQuery;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import dev.sightline.store.watchlist.WatchlistWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what has been kept long enough goes, and nothing else. p1 was seen by one camera, p2 by two, both at the beginning. */
abstract class RetentionContract {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant SEEN = Messages.instant(60);

    @TempDir
    private Path folder;

    private Database database;
    private FileCropStore crops;
    private final List<String> removed = new ArrayList<>();

    abstract TestDatabase databases();

    @BeforeEach
    void record() {
        database = databases().open();
        crops = new FileCropStore(folder.resolve("crops"));
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(Messages.identity(1), "shop", Messages.identity(2), "shop"));
            SightingWriter sightings = new SightingWriter(em);
            sightings.apply(sighting(1, "north"), stored(1));
            sightings.apply(sighting(2, "north"), stored(2));
            sightings.apply(sighting(3, "south"), stored(3));
            identities.refresh(List.of(Messages.identity(1), Messages.identity(2)));
            new EventWriter(em)
                    .insert(
                            Messages.event("v1", IdentityEvent.Type.TYPE_CREATED, Messages.identity(2), 1)
                                    .build(),
                            0,
                            1);
            new AlertWriter(em, SEEN).insert("dwell", AlertDocument.parse(Messages.alert("a1", SEEN.toString()), SEEN));
            WatchlistEntry ended = Messages.watchlist("w1", 0).toBuilder()
                    .setExpiresUs(Messages.at(60))
                    .build();
            new WatchlistWriter(em).apply("w1", Optional.of(ended), Map.of());
        });
        audit(SEEN).append(event());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldKeepWhatIsNotOldEnough() {
        job(SEEN.plus(DAY), Map.of()).enforce();

        assertThat(people()).containsExactlyInAnyOrder(Messages.identity(1), Messages.identity(2));
        assertThat(pictures()).isEqualTo(3);
        assertThat(removed).isEmpty();
        assertThat(job(SEEN.plus(DAY), Map.of()).state().classes())
                .allMatch(of -> of.overdue().isZero() && !of.late());
    }

    @Test
    void shouldLetUnmatchedPeopleGoBeforeOthers() {
        Instant now = SEEN.plus(DAY.multipliedBy(3));
        RetentionJob job = job(now, Map.of(DataClass.UNMATCHED, DAY.multipliedBy(2)));
        assertThat(of(job.state(), DataClass.UNMATCHED).overdue()).isGreaterThan(Duration.ofHours(23));
        assertThat(of(job.state(), DataClass.UNMATCHED).late()).isTrue();

        assertThat(job.enforce()).containsEntry(DataClass.UNMATCHED, 1L).containsEntry(DataClass.MATCHED, 0L);

        assertThat(people()).containsExactly(Messages.identity(2));
        assertThat(of(job.state(), DataClass.UNMATCHED).oldest()).isEmpty();
        ReleasedCrops.sweep(database, crops, now.plusSeconds(1), 100);
        assertThat(pictures()).isEqualTo(2);
    }

    @Test
    void shouldCountOldFootageFromWhenItWasRecorded() {
        Instant recorded = SEEN.plus(DAY.multipliedBy(300));
        old(recorded);
        Map<DataClass, Duration> two = Map.of(
                DataClass.UNMATCHED, DAY.multipliedBy(2),
                DataClass.CROPS, DAY.multipliedBy(2),
                DataClass.EVENTS, DAY.multipliedBy(2));

        RetentionJob job = job(recorded.plus(DAY), two);
        assertThat(of(job.state(), DataClass.EVENTS).overdue()).isPositive();
        assertThat(job.enforce()).containsEntry(DataClass.UNMATCHED, 1L).containsEntry(DataClass.CROPS, 3L);
        assertThat(people()).containsExactlyInAnyOrder(Messages.identity(2), Messages.identity(3));
        assertThat(shown(4)).isTrue();
        assertThat(alerts()).as("of the same day, but recorded yesterday").isEqualTo(1);
        assertThat(job.state().classes()).allMatch(of -> of.overdue().isZero());

        job(recorded.plus(DAY.multipliedBy(3)), two).enforce();
        assertThat(people()).containsExactly(Messages.identity(2));
        assertThat(alerts()).isZero();
    }

    @Test
    void shouldNotMakeAnythingYoungerByReadingOrMovingItLater() {
        Instant late = SEEN.plus(DAY.multipliedBy(80));
        database.execute(em -> {
            SightingWriter sightings = new SightingWriter(em);
            sightings.apply(
                    sighting(1, "north").toBuilder()
                            .setRevision(9)
                            .setWithdrawn(true)
                            .build(),
                    Map.of(),
                    late);
            Sighting moved = sighting(1, "north").toBuilder()
                    .setIdentityId(Messages.identity(2))
                    .setRevision(9)
                    .build();
            sightings.apply(moved, stored(1), late);
            IdentityWriter identities = new IdentityWriter(em);
            identities.refresh(List.of(Messages.identity(1), Messages.identity(2)));
        });

        RetentionJob job = job(late.plus(DAY), Map.of(DataClass.CROPS, DAY.multipliedBy(2)));

        assertThat(job.enforce()).containsEntry(DataClass.CROPS, 3L);
        assertThat(shown(1) || shown(2) || shown(3)).isFalse();
    }

    /** Somebody seen at the beginning too, in footage that is processed later, and an alert about them. */
    private void old(Instant recorded) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em, recorded);
            identities.ensure(Map.of(Messages.identity(3), "shop"));
            new SightingWriter(em)
                    .apply(
                            sighting(4, "north").toBuilder()
                                    .setIdentityId(Messages.identity(3))
                                    .build(),
                            stored(4),
                            recorded);
            identities.refresh(List.of(Messages.identity(3)));
            String alert = new String(Messages.alert("a2", SEEN.toString()), StandardCharsets.UTF_8)
                    .replace(Messages.identity(1), Messages.identity(3));
            new AlertWriter(em, recorded)
                    .insert("dwell", AlertDocument.parse(alert.getBytes(StandardCharsets.UTF_8), SEEN), recorded);
        });
    }

    private long alerts() {
        Object count = database.read(
                em -> em.createNativeQuery("select count(*) from alert").getSingleResult());
        return ((Number) count).longValue();
    }

    @Test
    void shouldLetEachClassGoInItsTime() {
        Instant now = SEEN.plus(DAY.multipliedBy(3));
        Map<DataClass, Duration> two = new EnumMap<>(DataClass.class);
        for (DataClass each : DataClass.values()) {
            two.put(each, DAY.multipliedBy(2));
        }

        Map<DataClass, Long> gone = job(now, two).enforce();

        assertThat(people()).isEmpty();
        assertThat(removed).containsExactly("w1");
        assertThat(gone).containsEntry(DataClass.MATCHED, 1L).containsEntry(DataClass.AUDIT, 1L);
        assertThat(alerts()).isZero();
    }

    @Test
    void shouldKeepTheAuditLogWholeWhenItsBeginGoes() {
        Instant later = SEEN.plus(DAY.multipliedBy(10));
        audit(later).append(event());
        audit(later).append(event());

        job(later, Map.of(DataClass.AUDIT, DAY)).enforce();

        assertThat(audit(later).verify(Optional.empty()))
                .isInstanceOfSatisfying(
                        AuditCheck.Whole.class,
                        whole -> assertThat(whole.entries()).isEqualTo(2));
        database.execute(em -> em.createNativeQuery("delete from audit_entry where entry_no = 2")
                .executeUpdate());
        assertThat(audit(later).verify(Optional.empty())).isInstanceOf(AuditCheck.Broken.class);
    }

    @Test
    void shouldDeleteFramesThatNoRowShows() throws IOException {
        CropReference frame = CropReference.of(crops.put(new byte[5_000], "jpg"));
        Instant now = Instant.now();
        RetentionJob job = job(now, Map.of(DataClass.FRAMES, Duration.ofHours(1)));
        job.enforce();
        assertThat(pictures()).isEqualTo(4);

        age(frame, now.minus(Duration.ofHours(2)));
        Map<DataClass, Long> gone = job.enforce();

        assertThat(gone).containsEntry(DataClass.FRAMES, 1L);
        assertThat(job.state().cropBytes()).isEqualTo(600);
    }

    @Test
    void shouldThinTheOldestCropsOfUnmatchedPeopleFirst() {
        RetentionJob job = job(SEEN.plus(DAY), Map.of(), 450);

        assertThat(job.enforce()).containsEntry(DataClass.CROPS, 1L);

        assertThat(job.state().cropBytes()).isEqualTo(400);
        assertThat(people()).as("descriptors stay").hasSize(2);
        assertThat(shown(1)).isFalse();
        assertThat(shown(2) && shown(3)).isTrue();
        RetentionJob tighter = job(SEEN.plus(DAY), Map.of(), 100);
        tighter.enforce();
        assertThat(shown(2) || shown(3)).isFalse();
    }

    @Test
    void shouldLetFramesAndCropsOfUnmatchedPeopleGoEarlyAndNobodyElses() throws IOException {
        CropReference frame = CropReference.of(crops.put(new byte[5_000], "jpg"));
        Instant now = Instant.now();
        age(frame, now.minus(Duration.ofMinutes(30)));
        RetentionJob job = job(now, Map.of());
        job.enforce();
        assertThat(pictures()).as("frames have time left").isEqualTo(4);
        DiskThinning thinning = new DiskThinning(
                new DiskRoom("/data", DiskRoom.Bounds.reserve(0), () -> 0, InstantSource.system()),
                job::underway,
                job.spares(),
                new SimpleMeterRegistry());
        assertThat(thinning.thin()).as("the disk has room").isEmpty();

        DiskThinning tight = new DiskThinning(
                new DiskRoom("/data", new DiskRoom.Bounds(1L << 30, 0), () -> 0, InstantSource.system()),
                job::underway,
                job.spares(),
                new SimpleMeterRegistry());

        assertThat(tight.thin()).containsEntry("frames", 5_000L).containsEntry("crops", 200L);
        assertThat(pictures()).isEqualTo(3);
        assertThat(job.underway()).isEqualTo(200);
        assertThat(shown(1)).isFalse();
        assertThat(shown(2) && shown(3)).as("matched").isTrue();
        assertThat(tight.thin()).as("no more than that").isEmpty();
        ReleasedCrops.sweep(database, crops, now.plusSeconds(1), 100);
        assertThat(job.underway()).isZero();
    }

    @Test
    void shouldRefuseAPolicyThatWouldDeleteWhatIsBeingWritten() {
        assertThatThrownBy(() -> policy(Map.of(DataClass.FRAMES, Duration.ofMinutes(5)), 1))
                .hasMessageContaining("retention.frames");
    }

    private static RetentionState.OfClass of(RetentionState state, DataClass kind) {
        return state.classes().stream()
                .filter(of -> of.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private RetentionJob job(Instant now, Map<DataClass, Duration> times) {
        return job(now, times, Long.MAX_VALUE);
    }

    private RetentionJob job(Instant now, Map<DataClass, Duration> times, long bytes) {
        return new RetentionJob(database, crops, policy(times, bytes), removed::add, InstantSource.fixed(now));
    }

    private static RetentionPolicy policy(Map<DataClass, Duration> times, long bytes) {
        Map<DataClass, Duration> all = new EnumMap<>(DataClass.class);
        for (DataClass each : DataClass.values()) {
            all.put(each, times.getOrDefault(each, Duration.ofDays(36_000)));
        }
        return new RetentionPolicy(all, bytes, Duration.ofMinutes(10), Duration.ofHours(6));
    }

    private List<String> people() {
        return new IdentityRepository(database)
                .list(IdentityQuery.newest(100)).items().stream()
                        .map(IdentityView::identityId)
                        .toList();
    }

    private long pictures() {
        List<FileCropStore.Stored> all = new ArrayList<>();
        crops.forEach(all::add);
        return all.size();
    }

    private boolean shown(int crop) {
        CropReference reference = CropReference.of(crops.put(Messages.crop(crop), "jpg"));
        return database.read(em -> ReleasedCrops.stillShown(em, reference));
    }

    private void age(CropReference crop, Instant to) throws IOException {
        String name = crop.uri().substring("crop:".length());
        Path file = folder.resolve("crops")
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
        Files.setLastModifiedTime(file, FileTime.from(to));
    }

    private Map<Integer, CropReference> stored(int crop) {
        return Map.of(0, CropReference.of(crops.put(Messages.crop(crop), "jpg")));
    }

    private static Sighting sighting(int tracklet, String camera) {
        Sighting.Builder sighting = Messages.sighting(
                        camera + "/7/t" + tracklet, Messages.identity(Math.min(tracklet, 2)), 10L * tracklet)
                .setCameraId(camera);
        return sighting.setExemplars(
                        0,
                        sighting.getExemplars(0).toBuilder().setCropJpeg(ByteString.copyFrom(Messages.crop(tracklet))))
                .build();
    }

    private AuditLog audit(Instant now) {
        return new AuditLog(database, InstantSource.fixed(now));
    }

    private static AuditEvent event() {
        return new AuditEvent("ada", "session:1", "x", "", "shop", "", AuditEvent.Outcome.ALLOWED, "");
    }
}
