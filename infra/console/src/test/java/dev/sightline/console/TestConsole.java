package dev.sightline.console;

import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.Passwords;
import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.console.api.AlertDismissals;
import dev.sightline.console.api.AlertSnoozes;
import dev.sightline.console.api.Alerts;
import dev.sightline.console.api.CameraDesk;
import dev.sightline.console.api.Corrections;
import dev.sightline.console.api.Erasures;
import dev.sightline.console.api.Identities;
import dev.sightline.console.api.Labels;
import dev.sightline.console.api.Models;
import dev.sightline.console.api.Route;
import dev.sightline.console.api.RuleDesk;
import dev.sightline.console.api.SearchWish;
import dev.sightline.console.api.Searching;
import dev.sightline.console.api.Tokens;
import dev.sightline.console.api.Topology.WayItem;
import dev.sightline.console.api.Users;
import dev.sightline.console.api.Watchlist;
import dev.sightline.console.api.WebhookDesk;
import dev.sightline.console.web.ConsoleServer;
import dev.sightline.console.webhook.WebhookPolicy;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.folder.DiskRoom;
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
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.search.SearchIndexService;
import dev.sightline.store.search.Unanswered;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.watchlist.WatchlistWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A console without Kafka on a database in files, with two sites: {@code hall} (cameras north and south) where p1 was seen by
 * both cameras, and {@code yard} (camera gate), each with an alert.
 */
final class TestConsole implements AutoCloseable {
    private static final List<WayItem> WAYS = List.of(
            new WayItem("hall", "north", "south", 12.5, .25, 20, 30, 50),
            new WayItem("yard", "gate", "door", 1, 0, 5, 5, 5));

    static final String PASSWORD = "correct horse battery";
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final byte[] CROP = "a picture".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = new Passwords().hash(PASSWORD);

    final Database database;
    final Composition parts;
    final ConsoleServer server;
    final List<Feedback> said = new CopyOnWriteArrayList<>();

    /** While it is set, no statement reaches Kafka. */
    volatile boolean deaf;

    final SearchIndex index;
    final FakeRollouts rollouts = new FakeRollouts();
    final FakeWords words = new FakeWords();
    final List<Unanswered> unanswered = new CopyOnWriteArrayList<>();
    private final FileCropStore crops;
    private final Searching searching;
    private final Path receipts;

    /** Bytes that are free beside it; below 2 GiB it is tight, 1 GiB is kept. */
    final AtomicLong free = new AtomicLong(1L << 40);

    private final DiskRoom disk =
            new DiskRoom("/data", new DiskRoom.Bounds(2L << 30, 1L << 30), free::get, Clock.systemUTC());

    TestConsole(Path folder) {
        this(folder, AccessPolicy.defaults());
    }

    TestConsole(Path folder, AccessPolicy access) {
        this(folder, access, Optional.empty());
    }

    TestConsole(Path folder, AccessPolicy access, Optional<ProxyPolicy> proxy) {
        this.database = Database.open(DatabaseSettings.embedded(folder.resolve("database")));
        this.crops = new FileCropStore(folder.resolve("crops"));
        this.index = SearchIndex.open(folder.resolve("search"));
        this.searching = new Searching(
                new PeopleSearch(new SharedIndex(index, unanswered), model -> List.of(calibration())),
                new FakePhotos(),
                words,
                CropDescribers.NONE);
        ConsolePolicy policy = new ConsolePolicy(
                "127.0.0.1", 0, List.of("console.lan"), access, proxy, WebhookPolicy.of(true, 3), ZoneOffset.UTC, disk);
        this.parts = new Composition(database, crops, policy, Clock.systemUTC());
        this.receipts = folder.resolve("receipts");
        this.server = parts.serve(outside(), this::hear);
        record();
        new SearchIndexService(index, database, CropDescribers.NONE).catchUp();
    }

    private void hear(List<Feedback> statements) {
        if (deaf) {
            throw new IllegalStateException("no broker answers");
        }
        said.addAll(statements);
    }

    /** Of one person: above .8; of two: below .4. */
    private static Calibration calibration() {
        double[] shares = {1, .5, .001};
        return new Calibration(
                Comparison.CROP_CROP,
                "made up",
                "00",
                9,
                new ScoreDistribution(1_000, new double[] {.8, .9, 1}, shares),
                new ScoreDistribution(1_000, new double[] {-.4, 0, .4}, shares));
    }

    /** The table that is served. */
    List<Route> routes() {
        return parts.api(outside(), this::hear).routes();
    }

    private Outside outside() {
        return new Outside(
                new FakeEnrolling(this),
                new FakeCameras(parts),
                new FakeRules(parts),
                rollouts,
                searching,
                new LocalErasing(database, crops, receipts),
                () -> WAYS);
    }

    /** What the API takes. */
    List<Class<?>> bodies() {
        return List.of(
                Identities.NameDraft.class,
                SearchWish.SearchDraft.class,
                CameraDesk.CameraDraft.class,
                CameraDesk.CameraChange.class,
                CameraDesk.SourceName.class,
                Models.PromotionDraft.class,
                Models.RollbackDraft.class,
                Models.AdaptationDraft.class,
                Corrections.MergeDraft.class,
                Corrections.SplitDraft.class,
                Corrections.PairDraft.class,
                Labels.PairName.class,
                Erasures.ErasureDraft.class,
                Alerts.NoteDraft.class,
                AlertSnoozes.SnoozeDraft.class,
                AlertDismissals.DismissalDraft.class,
                RuleDesk.RuleDraft.class,
                WebhookDesk.WebhookDraft.class,
                WebhookDesk.WebhookChange.class,
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
            sightings.apply(Recorded.sighting("hall", "north", 0), Map.of(0, crop));
            sightings.apply(Recorded.sighting("hall", "south", 60), Map.of(0, crop));
            sightings.apply(Recorded.sighting("yard", "gate", 30), Map.of(0, crop));
            identities.refresh(List.of("hall/p1", "yard/p1"));
            AlertWriter alerts = new AlertWriter(em, NOON);
            alerts.insert("stay", AlertDocument.parse(Recorded.alert("a1", "hall", "north"), NOON));
            alerts.insert("stay", AlertDocument.parse(Recorded.alert("a2", "yard", "gate"), NOON.plusSeconds(1)));
        });
    }

    /** As the recorder would. */
    void onWatchlist(WatchlistEntry entry) {
        CropReference crop = CropReference.of(crops.put(CROP, "jpg"));
        database.execute(em -> new WatchlistWriter(em).apply(entry.getEntryId(), Optional.of(entry), Map.of(0, crop)));
    }

    /** As a correction would. */
    void move(String tracklet, String site, String from, String to) {
        String camera = tracklet.substring(0, tracklet.indexOf('/'));
        Sighting stood = Recorded.sighting(site, camera, 0);
        CropReference crop = CropReference.of(crops.put(CROP, "jpg"));
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(site + "/" + to, site));
            SightingWriter sightings = new SightingWriter(em);
            sightings.apply(stood.toBuilder().setWithdrawn(true).setRevision(5).build(), Map.of());
            sightings.apply(
                    stood.toBuilder()
                            .setIdentityId(site + "/" + to)
                            .setPreviousIdentityId(site + "/" + from)
                            .setRevision(6)
                            .build(),
                    Map.of(0, crop));
            identities.refresh(List.of(site + "/" + from, site + "/" + to));
        });
    }

    @Override
    public void close() {
        server.close();
        index.close();
        database.close();
    }
}
