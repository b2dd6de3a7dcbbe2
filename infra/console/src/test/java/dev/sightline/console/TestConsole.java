package dev.sightline.console;

import com.google.protobuf.ByteString;
import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.Passwords;
import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.console.api.AlertDismissals;
import dev.sightline.console.api.AlertSnoozes;
import dev.sightline.console.api.Alerts;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.CameraDesk;
import dev.sightline.console.api.CameraSetup;
import dev.sightline.console.api.Corrections;
import dev.sightline.console.api.Enrolling;
import dev.sightline.console.api.Erasing;
import dev.sightline.console.api.Erasures;
import dev.sightline.console.api.Identities;
import dev.sightline.console.api.Labels;
import dev.sightline.console.api.Models;
import dev.sightline.console.api.PhotoPeople;
import dev.sightline.console.api.Rollouts;
import dev.sightline.console.api.Route;
import dev.sightline.console.api.RuleDesk;
import dev.sightline.console.api.RuleSetup;
import dev.sightline.console.api.SearchWish;
import dev.sightline.console.api.Searching;
import dev.sightline.console.api.Tokens;
import dev.sightline.console.api.Topology.WayItem;
import dev.sightline.console.api.Users;
import dev.sightline.console.api.Watchlist;
import dev.sightline.console.api.WebhookDesk;
import dev.sightline.console.api.WordReader;
import dev.sightline.console.web.ConsoleServer;
import dev.sightline.console.webhook.WebhookPolicy;
import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.AlertRule;
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
import dev.sightline.store.erasure.Eraser;
import dev.sightline.store.erasure.EraserParts;
import dev.sightline.store.erasure.ErasurePart;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.erasure.ReceiptFolder;
import dev.sightline.store.erasure.Removed;
import dev.sightline.store.erasure.Subject;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.retention.RetentionJob;
import dev.sightline.store.retention.RetentionPolicy;
import dev.sightline.store.retention.RetentionState;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.search.SearchIndexService;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.search.Unanswered;
import dev.sightline.store.search.WordProbe;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
                new PeopleSearch(new SharedIndex(), model -> List.of(calibration())),
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

    /** The index, of which others may hold parts that do not answer. */
    private final class SharedIndex implements SightingSearch {
        @Override
        public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
            return partly(index.find(filter, probes, depth));
        }

        @Override
        public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
            Along all = index.along(filter, probe, depth, sample);
            return new Along(partly(all.farthest()), all.sample());
        }

        private Likes partly(Likes all) {
            return new Likes(all.sightings(), all.compared(), all.people(), all.otherModel(), all.cut(), unanswered);
        }
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
                new FakeEnrolling(),
                new FakeCameras(),
                new FakeRules(),
                rollouts,
                searching,
                new LocalErasing(),
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
            sightings.apply(sighting("hall", "north", 0), Map.of(0, crop));
            sightings.apply(sighting("hall", "south", 60), Map.of(0, crop));
            sightings.apply(sighting("yard", "gate", 30), Map.of(0, crop));
            identities.refresh(List.of("hall/p1", "yard/p1"));
            AlertWriter alerts = new AlertWriter(em, NOON);
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
                        + "\",\"tracklet\":\"" + camera
                        + "/7/t1\",\"dwellUs\":15000000,\"link\":{\"summary\":\"words\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A hit of the watchlist entry e1 by a face. */
    static byte[] hit(String id, String site, String camera) {
        return new String(alert(id, site, camera), StandardCharsets.UTF_8)
                .replace("dwell.v1", "watchlist-hit.v1")
                .replace("\"kind\":\"dwell\"", "\"kind\":\"watchlist-hit\",\"watchlist\":{\"entry\":\"e1\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As a correction would. */
    void move(String tracklet, String site, String from, String to) {
        String camera = tracklet.substring(0, tracklet.indexOf('/'));
        Sighting stood = sighting(site, camera, 0);
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
                    Map.of());
            identities.refresh(List.of(site + "/" + from, site + "/" + to));
        });
    }

    @Override
    public void close() {
        server.close();
        index.close();
        database.close();
    }

    /** Takes photos that begin with "one", which look like everybody recorded, "other", which look like nobody, and "two". */
    private static final class FakePhotos implements PhotoPeople {
        @Override
        public Look look(byte[] photo, Optional<Integer> person) throws Enrolling.PhotoRefused {
            String text = new String(photo, StandardCharsets.UTF_8);
            float[] looks = text.startsWith("other") ? new float[] {0, 1} : new float[] {1, 0.1f};
            if (!text.matches("(?s)(one|other|two).*")) {
                throw new Enrolling.PhotoRefused("nobody is found in the photo");
            }
            int people = text.startsWith("two") ? 2 : 1;
            boolean clear = person.isPresent() || people == 1;
            return new Look(
                    IntStream.rangeClosed(1, people)
                            .mapToObj(n -> new PhotoPerson(n, .1 * n, .1, .1, .5, true, clear && n == person.orElse(1)))
                            .toList(),
                    clear
                            ? List.of(Probe.ofCrop(Modality.MODALITY_PERSON, UnitVector.normalize("model@1", looks, 1)))
                            : List.of());
        }
    }

    /** Reads what says "coat": a red one fits everybody recorded, a blue one nobody, an old one is for another model. */
    static final class FakeWords implements WordReader {
        Optional<NoWords> missing = Optional.empty();

        @Override
        public Optional<NoWords> missing() {
            return missing;
        }

        @Override
        public ReadWords read(String text) throws NotAPerson {
            if (!text.contains("coat")) {
                throw new NotAPerson("the description says nothing of a coat");
            }
            float[] looks = text.contains("blue") ? new float[] {-1, 0} : new float[] {1, .1f};
            String model = text.contains("old") ? "model@0" : "model@1";
            return new ReadWords(
                    text,
                    "words@1",
                    new WordProbe(UnitVector.normalize(model, looks, 1), 0, .3, new AnswerOdds(2.2, -2.5), .5));
        }
    }

    /** Sets cameras up at once; only http://picture/ gives a picture. */
    private final class FakeCameras implements CameraSetup {
        @Override
        public void put(Camera camera) {
            parts.cameras().camera(camera.getCameraId(), Optional.of(camera));
        }

        @Override
        public void remove(String cameraId) {
            parts.cameras().camera(cameraId, Optional.empty());
        }

        @Override
        public byte[] picture(String source) throws NoPicture {
            if (source.contains("@picture/")) {
                return CROP.clone();
            }
            throw new NoPicture("nobody answers at ***");
        }
    }

    /** Changes rules at once. */
    private final class FakeRules implements RuleSetup {
        @Override
        public void put(AlertRule rule) {
            parts.rules().rule(rule.getRuleId(), Optional.of(rule));
        }

        @Override
        public void remove(String ruleId) {
            parts.rules().rule(ruleId, Optional.empty());
        }
    }

    /** Notes what it is asked for. */
    static final class FakeRollouts implements Rollouts {
        final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public void promote(String model, Optional<String> force, String by) {
            if (!asked.isEmpty()) {
                throw ApiProblem.conflict("a change is under way");
            }
            asked.add("promote " + model + " " + force.orElse("-") + " " + by);
        }

        @Override
        public void rollback(String task, String reason, String by) {
            asked.add("rollback " + task + " " + reason + " " + by);
        }

        @Override
        public void adapt(String site, String by) {
            asked.add("adapt " + site + " " + by);
        }

        @Override
        public void cancelAdaptation() {
            if (asked.isEmpty()) {
                throw ApiProblem.conflict("no site is learning on");
            }
            asked.add("cancel");
        }

        @Override
        public Optional<Progress> progress() {
            return asked.stream()
                    .reduce((before, after) -> after)
                    .map(what -> new Progress(
                            what, "root", NOON, true, true, List.of("re-embedding"), 3, 10, Optional.empty()));
        }
    }

    /** As topics are after an erasure; there is no Kafka. */
    private static final class SomeTopics implements ErasurePart {
        @Override
        public String name() {
            return "topics";
        }

        @Override
        public Removed erase(Subject subject) {
            SortedMap<String, Duration> times = new TreeMap<>(Map.of(
                    "sightline.frames.v1", Duration.ofMinutes(44), "sightline.sightings.v1", Duration.ofHours(529)));
            return new Removed(0, "go by time", Optional.of(Duration.ofHours(529)), List.of(), "", times);
        }

        @Override
        public long remaining(Subject subject) {
            return 0;
        }
    }

    /** Erases from database and crops. */
    private final class LocalErasing implements Erasing {
        private final Eraser eraser = new Eraser(
                database,
                Stream.concat(
                                EraserParts.local(database, crops, Clock.systemUTC()).stream(),
                                Stream.of(new SomeTopics()))
                        .toList(),
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
