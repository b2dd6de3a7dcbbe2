package dev.sightline.app.run;

import dev.sightline.app.database.ConfiguredDatabase;
import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.console.ConsoleService;
import dev.sightline.console.Ground;
import dev.sightline.console.Outside;
import dev.sightline.console.api.Enrolling;
import dev.sightline.console.api.Erasing;
import dev.sightline.console.api.Searching;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.stream.EmbedderService;
import dev.sightline.ingest.IngestService;
import dev.sightline.matcher.MatcherService;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.platform.health.Meters;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.rollout.ModelAssignments;
import dev.sightline.rollout.Promoter;
import dev.sightline.rollout.PromotionView;
import dev.sightline.rollout.Registrar;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ErasurePart;
import dev.sightline.store.erasure.IndexPart;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.recorder.RecorderPolicy;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.IndexFiles;
import dev.sightline.store.search.IndexShards;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.search.SightingSearch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: settings turned into a broker (embedded unless an outside cluster is set), clients, stores and
 * services. The one who opens it closes it, after the services it made. Not thread-safe.
 */
public final class Installation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    private final SightlineSettings settings;
    private final DataFolder folder;
    private final Cluster cluster;
    private final boolean creates;
    private final List<String> words;
    private final DiskRoom disk;
    private final KafkaClients kafka;
    private final ConfiguredModels configured;
    private final Meters meters = new Meters();
    private final List<Database> databases = new ArrayList<>();
    private final List<SearchIndex> indexes = new ArrayList<>();
    private final List<IndexShards> shards = new ArrayList<>();
    private final List<IndexFiles> files = new ArrayList<>();
    private final List<Runnable> searching = new ArrayList<>();
    private boolean closed;

    private Installation(SightlineSettings settings, Cluster cluster, boolean creates, List<String> words) {
        this.settings = settings;
        this.folder = DataFolder.of(settings);
        this.cluster = cluster;
        this.creates = creates;
        this.words = List.copyOf(words);
        this.disk = DiskRoom.of(folder.path(), Policies.disk(settings.data()), Clock.systemUTC());
        this.configured = new ConfiguredModels(settings);
        this.kafka = new KafkaClients(Policies.kafka(settings.kafka(), cluster.access()));
    }

    /** Connects to the outside cluster, or starts the embedded broker, in a new folder if need be. */
    public static Installation open(SightlineSettings settings) {
        return open(
                settings,
                List.of("--set", "data.folder=" + DataFolder.of(settings).path()));
    }

    /** @param words by which a process of its own is given the same settings */
    static Installation open(SightlineSettings settings, List<String> words) {
        return new Installation(settings, Cluster.start(settings), true, words);
    }

    /** For a service of its own process: a Kafka has to run already, other data is created when it is missing. */
    static Installation service(SightlineSettings settings, List<String> words) {
        return new Installation(settings, Cluster.running(settings), true, words);
    }

    /** For commands that work with running services; {@link UserError} when no Kafka runs. Creates nothing. */
    public static Installation running(SightlineSettings settings) {
        return new Installation(settings, Cluster.running(settings), false, List.of());
    }

    /** For commands on a system that may be stopped; {@link UserError} when there is none. Creates nothing. */
    public static Installation existing(SightlineSettings settings) {
        return new Installation(settings, Cluster.existing(settings), false, List.of());
    }

    /** Whether services may be at work: not on an embedded Kafka that this very process had to start. */
    public boolean mayRun() {
        return cluster.own().isEmpty();
    }

    public SightlineSettings settings() {
        return settings;
    }

    public KafkaClients kafka() {
        return kafka;
    }

    public PrometheusMeterRegistry meters() {
        return meters.registry();
    }

    public Path dataFolder() {
        return folder.path();
    }

    /** Creates the topics that are missing. */
    public void createTopics() {
        topics().create();
    }

    /** How topics that are there differ from what the settings say: they keep what they were created with. */
    public List<TopicAdmin.Difference> topicDifferences() {
        return topics().differences();
    }

    private ConfiguredTopics topics() {
        return new ConfiguredTopics(kafka, settings);
    }

    /** Sets cameras and rules, and leaves others alone; a start uses {@link Declared}. */
    public void publish(List<Camera> cameras, List<AlertRule> rules) {
        new Declared(cameras, rules, Reconciliation.Others.KEEP, List.of()).publish(kafka);
    }

    public FileCropStore crops() {
        return new FileCropStore(folder.path().resolve("crops"));
    }

    /** Erasing people, and letting go of what was kept long enough. */
    public Keeping keeping() {
        return new Keeping(this);
    }

    public ModelCatalog models() {
        return configured.catalog();
    }

    /** The disk of the data folder. */
    DiskRoom disk() {
        return disk;
    }

    public IngestService ingest() {
        Clock clock = Clock.systemUTC();
        return new IngestService(
                new IngestService.Place(kafka, crops(), disk),
                Policies.ingest(settings.ingest(), "embedder"),
                meters(),
                clock);
    }

    /** {@link #embedderModels(Consumer)} with what is wrong with detections files in the log. */
    public EmbedderModels embedderModels() throws IOException {
        return embedderModels(p -> LOG.warn("{}: {}; {}", p.where(), p.what(), p.advice()));
    }

    /**
     * Loads the configured models, fetching default ones on first use. The caller closes them after the embedder.
     *
     * @param problems called with what is wrong with configured detections files and not in the way
     * @throws IOException when a configured detections file cannot be read
     */
    public EmbedderModels embedderModels(Consumer<Problem> problems) throws IOException {
        return configured.forFrames(problems);
    }

    /** The configured models with a real detector, for pictures that come from no camera. The caller closes them. */
    public EmbedderModels photoModels() {
        return configured.forPhotos();
    }

    /** {@link #photoModels} with the descriptors that serve now, as the models topic says. The caller closes them. */
    public EmbedderModels enrolModels() {
        return configured.forEnrollment(new ModelAssignments(kafka, Clock.systemUTC(), ""));
    }

    public EmbedderService embedder(EmbedderModels models) {
        return new EmbedderService(
                kafka, crops(), Policies.embedder(settings.embedder()), models, meters(), Clock.systemUTC());
    }

    /** @throws ModelException when a configured descriptor is unknown or its package does not read */
    public MatcherService matcher() {
        return new MatcherService(
                kafka,
                Policies.matcher(settings.matcher(), folder.path().resolve("streams")),
                configured.calibrations(),
                meters());
    }

    /** Takes packages into the registry. */
    public Registrar registrar(Database database) {
        return new Registrar(
                models(),
                ModelStorage.registry(settings),
                new ModelRegistry(database),
                new StoredCropDescribers(
                        Policies.embedder(settings.embedder()).inference().network()),
                Clock.systemUTC());
    }

    /** Lets registered models take over. */
    public Promoter promoter(Database database, PromotionView view, String by) {
        var resources =
                new Promoter.Resources(kafka, database, crops(), configured::descriptor, Policies::exemplarLife);
        return new Promoter(resources, registrar(database), Policies.promotion(settings.models()), view, by);
    }

    /**
     * Opens the configured database, migrated; an embedded one that another process of this machine has open is used
     * through that process. It is closed with the installation.
     *
     * @throws UserError when a command asks and there is none
     */
    public Database database() {
        Database opened = ConfiguredDatabase.open(settings, creates);
        databases.add(opened);
        return opened;
    }

    /** Whether {@link #database} leads to one that a recorder may have filled. */
    public boolean hasDatabase() {
        return ConfiguredDatabase.exists(settings);
    }

    public RecorderService recorder(Database database) {
        return new RecorderService(kafka, database, crops(), RecorderPolicy.defaults(), meters());
    }

    /**
     * The console; it shares the database with the recorder of this process.
     *
     * @param enrolling puts people on the watchlist
     * @param searching finds people by what they look like
     * @param erasing erases people
     */
    public ConsoleService console(Database database, Enrolling enrolling, Searching searching, Erasing erasing) {
        return new ConsoleService(
                new Ground(kafka, crops(), database),
                new Outside(
                        enrolling,
                        new TopicCameras(kafka),
                        new TopicRules(kafka),
                        new RunningRollouts(
                                (view, by) -> promoter(database, view, by), adaptation(), Clock.systemUTC()),
                        searching,
                        erasing,
                        new MatcherWays(kafka, Clock.systemUTC())),
                Policies.console(settings.console()).beside(disk),
                Clock.systemUTC());
    }

    /** Lets one of these sites learn on, in a process of its own with the same settings. */
    AdaptProcess adaptation() {
        return AdaptProcess.again(words, dataFolder());
    }

    /** Opens the whole search index to be written; it is closed with the installation. Nothing of a shared one stays. */
    public SearchIndex searchIndex() {
        IndexShards.deleteAll(folder.search());
        SearchIndex opened = SearchIndex.open(folder.search());
        indexes.add(opened);
        return opened;
    }

    /** The search index: of this process, or shared among instances. */
    public Indexing indexing() {
        return new Indexing(this);
    }

    /** The shards of the search index that this process will hold; they are closed with the installation. */
    IndexShards indexShards() {
        IndexShards held = new IndexShards(folder.search());
        shards.add(held);
        return held;
    }

    /** Notes files that are closed with the installation. */
    IndexFiles closing(IndexFiles opened) {
        files.add(opened);
        return opened;
    }

    /**
     * The part of an erasure that is about the index: what all instances hold, the one that this process writes, or may, as nobody
     * else does.
     */
    ErasurePart indexPart() {
        return indexing().erasurePart().orElseGet(this::ownIndexPart);
    }

    private ErasurePart ownIndexPart() {
        boolean alone = indexes.isEmpty() && !mayRun() && IndexFiles.exist(folder.search());
        Optional<SearchIndex> own =
                alone ? Optional.of(searchIndex()) : indexes.stream().findFirst();
        return new IndexPart(folder.search(), own);
    }

    /**
     * What searches need; it is closed with the installation.
     *
     * @param models of this process's embedder; empty where there is none, so that photos are refused
     */
    public Searching searching(SightingSearch index, Optional<EmbedderModels> models) {
        return searching(index, models, cropDescribers(models));
    }

    /** What searches of a command need that has no photo to look at: models are loaded only for crops of an older one. */
    public Searching searching(SightingSearch index) {
        ModelAssignments assignments = new ModelAssignments(kafka, Clock.systemUTC(), "");
        DescribersOnDemand describers = new DescribersOnDemand(
                modality -> configured.serving(modality, assignments), this::enrolModels, crops());
        searching.add(describers::close);
        return searching(index, Optional.empty(), describers);
    }

    private Searching searching(SightingSearch index, Optional<EmbedderModels> models, CropDescribers describers) {
        WordReading words = new WordReading(settings, describers);
        searching.add(words::close);
        return new Searching(
                new PeopleSearch(index, configured.calibrationsHere()), new PhotoLooking(models), words, describers);
    }

    /** Describe crops from before a change of model, where this process has models. */
    public CropDescribers cropDescribers(Optional<EmbedderModels> models) {
        return models.<CropDescribers>map(loaded -> new ServingCropDescribers(loaded, crops()))
                .orElse(CropDescribers.NONE);
    }

    /** Closes what was opened; a second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        searching.forEach(Runnable::run);
        files.forEach(IndexFiles::close);
        shards.forEach(IndexShards::close);
        indexes.forEach(SearchIndex::close);
        databases.forEach(Database::close);
        cluster.close();
        meters.close();
    }
}
