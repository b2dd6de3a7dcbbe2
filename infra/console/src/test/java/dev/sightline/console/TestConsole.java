package dev.sightline.console;

import com.google.protobuf.ByteString;
import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.Passwords;
import dev.sightline.console.api.Alerts;
import dev.sightline.console.api.Corrections;
import dev.sightline.console.api.Enrolling;
import dev.sightline.console.api.Erasing;
import dev.sightline.console.api.Erasures;
import dev.sightline.console.api.Identities;
import dev.sightline.console.api.Route;
import dev.sightline.console.api.Tokens;
import dev.sightline.console.api.Users;
import dev.sightline.console.api.Watchlist;
import dev.sightline.console.web.ConsoleServer;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.erasure.Eraser;
import dev.sightline.store.erasure.EraserParts;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.erasure.ReceiptFolder;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.retention.RetentionJob;
import dev.sightline.store.retention.RetentionPolicy;
import dev.sightline.store.retention.RetentionState;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.watchlist.WatchlistWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A console without Kafka on a database in files, with two sites: {@code hall} (cameras north and south) where p1 was seen by
 * both cameras, and {@code yard} (camera gate), each with an alert.
 */
final class TestConsole implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final byte[] CROP = "a picture".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = new Passwords().hash(PASSWORD);

    final Database database;
    final Composition parts;
    final ConsoleServer server;
    final List<Feedback> said = new CopyOnWriteArrayList<>();
    private final FileCropStore crops;
    private final Path receipts;

    TestConsole(Path folder) {
        this(folder, AccessPolicy.defaults());
    }

    TestConsole(Path folder, AccessPolicy access) {
        this.database = Database.open(DatabaseSettings.embedded(folder.resolve("database")));
        this.crops = new FileCropStore(folder.resolve("crops"));
        ConsolePolicy policy = new ConsolePolicy("127.0.0.1", 0, List.of("console.lan"), access, ZoneOffset.UTC);
        this.parts = new Composition(database, crops, policy, Clock.systemUTC());
        this.receipts = folder.resolve("receipts");
        this.server = parts.serve(doing());
        record();
    }

    /** The table that is served. */
    List<Route> routes() {
        return parts.api(doing()).routes();
    }

    private Composition.Doing doing() {
        return new Composition.Doing(new FakeEnrolling(), said::addAll, new LocalErasing());
    }

    /** What the API takes. */
    List<Class<?>> bodies() {
        return List.of(
                Identities.NameDraft.class,
                Corrections.MergeDraft.class,
                Corrections.SplitDraft.class,
                Corrections.PairDraft.class,
                Erasures.ErasureDraft.class,
                Alerts.NoteDraft.class,
                Watchlist.WatchlistDraft.class,
                Users.UserDraft.class,
                Users.UserChange.class,
                Tokens.TokenDraft.class);
    }

    AuditLog audit() {
        return new AuditLog(database, Clock.systemUTC());
    }

    /** A user who can log in. */
    void user(String name, Role role, Scope scope) {
        AccountRepository accounts = new AccountRepository(database);
        accounts.add(Account.of(name, role, scope, NOON, "test"));
        accounts.setPassword(name, HASH);
    }

    private void record() {
        for (String camera : List.of("hall/north", "hall/south", "yard/gate")) {
            String site = camera.substring(0, 4);
            String id = camera.substring(5);
            parts.cameras()
                    .camera(
                            id,
                            Optional.of(Camera.newBuilder()
                                    .setCameraId(id)
                                    .setSiteId(site)
                                    .setSource("rtsp://joe:secret@" + id)
                                    .build()));
        }
        CropReference crop = CropReference.of(crops.put(CROP, "jpg"));
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of("hall/p1", "hall", "yard/p1", "yard"));
            SightingWriter sightings = new SightingWriter(em);
            sightings.apply(sighting("hall", "north", 0), Map.of(0, crop));
            sightings.apply(sighting("hall", "south", 60), Map.of(0, crop));
            sightings.apply(sighting("yard", "gate", 30), Map.of(0, crop));
            identities.refresh(List.of("hall/p1", "yard/p1"));
            AlertWriter alerts = new AlertWriter(em);
            alerts.insert("stay", AlertDocument.parse(alert("a1", "hall", "north"), NOON));
            alerts.insert("stay", AlertDocument.parse(alert("a2", "yard", "gate"), NOON.plusSeconds(1)));
        });
    }

    /** As the recorder would. */
    void onWatchlist(WatchlistEntry entry) {
        CropReference crop = CropReference.of(crops.put(CROP, "jpg"));
        database.execute(em -> new WatchlistWriter(em).apply(entry.getEntryId(), Optional.of(entry), Map.of(0, crop)));
    }

    private static Sighting sighting(String site, String camera, int second) {
        long startUs = NOON.plusSeconds(second).toEpochMilli() * 1_000;
        return Sighting.newBuilder()
                .setSightingId(camera + "/7/t1")
                .setIdentityId(site + "/p1")
                .setSiteId(site)
                .setCameraId(camera)
                .setSession(7)
                .setStartTimeUs(startUs)
                .setEndTimeUs(startUs + Duration.ofSeconds(10).toNanos() / 1_000)
                .setClosed(true)
                .setEvidence(Evidence.newBuilder()
                        .setSummary("words of the matcher")
                        .addCandidates(CandidateEvidence.newBuilder()
                                .setIdentityId(second == 0 ? "nobody" : site + "/p1")
                                .setFmr(0.00042)
                                .setLastCameraId("north")
                                .setLastSeenAgoUs(50_000_000)))
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setQuality(0.9f)
                        .setCameraId(camera)
                        .setVector(UnitVector.normalize("model@1", new float[] {1, 0}, 0.9f)
                                .toMessage()))
                .build();
    }

    static byte[] alert(String id, String site, String camera) {
        return ("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/sightline/sites/" + site
                        + "\",\"type\":\"dev.sightline.alert.dwell.v1\",\"subject\":\"" + site
                        + "/p1\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"kind\":\"dwell\",\"camera\":\"" + camera
                        + "\",\"dwellUs\":15000000,\"link\":{\"summary\":\"words\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }

    /** Erases from database and crops; there is no Kafka. */
    private final class LocalErasing implements Erasing {
        private final Eraser eraser = new Eraser(
                database,
                EraserParts.local(database, crops, Clock.systemUTC()),
                new ReceiptFolder(receipts),
                Clock.systemUTC());

        @Override
        public void require(String identityId) {
            eraser.require(identityId);
        }

        @Override
        public Receipt erase(ErasureRequest request) {
            return eraser.erase(request);
        }

        @Override
        public RetentionState retention() {
            return new RetentionJob(database, crops, RetentionPolicy.defaults(), entry -> {}, Clock.systemUTC())
                    .state();
        }

        @Override
        public long topicHours() {
            return 529;
        }
    }

    /** Takes photos that begin with "face". */
    private final class FakeEnrolling implements Enrolling {
        @Override
        public List<WatchlistExemplar> describe(byte[] photo) throws PhotoRefused {
            if (!new String(photo, StandardCharsets.UTF_8).startsWith("face")) {
                throw new PhotoRefused("no face is found in the photo");
            }
            return List.of(WatchlistExemplar.newBuilder()
                    .setModality(Modality.MODALITY_FACE)
                    .setVector(UnitVector.normalize("face@1", new float[] {0, 1}, 0.9f)
                            .toMessage())
                    .setCropJpeg(ByteString.copyFrom(photo))
                    .build());
        }

        @Override
        public void put(WatchlistEntry entry) {
            onWatchlist(entry);
        }

        @Override
        public void remove(String entryId) {
            database.execute(em -> new WatchlistWriter(em).apply(entryId, Optional.empty(), Map.of()));
        }
    }
}
