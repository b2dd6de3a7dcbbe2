package dev.sightline.app.run;

import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.RetentionSettings;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.console.api.Erasing;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.Eraser;
import dev.sightline.store.erasure.EraserParts;
import dev.sightline.store.erasure.ErasurePart;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.erasure.ReceiptFolder;
import dev.sightline.store.erasure.RestoredBackup;
import dev.sightline.store.erasure.TopicsPart;
import dev.sightline.store.retention.DiskThinning;
import dev.sightline.store.retention.RetentionJob;
import dev.sightline.store.retention.RetentionPolicy;
import dev.sightline.store.retention.RetentionService;
import dev.sightline.store.retention.RetentionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Erasing people from everything that an installation has, and letting go of what was kept long enough.
 *
 * @param installation closed by its opener
 */
public record Keeping(Installation installation) {
    /** How long an erasure beside running services waits for the matcher before the rest is left to them. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How long somebody at a browser waits for the matcher. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    /** Where receipts of erasures are kept, apart from the database. */
    public ReceiptFolder receipts() {
        return receipts(installation.settings(), installation.dataFolder());
    }

    static ReceiptFolder receipts(SightlineSettings settings, Path dataFolder) {
        return new ReceiptFolder(settings.retention()
                .receipts()
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> dataFolder.resolve("erasures")));
    }

    /** Erases people; where no service is at work, nothing is waited for. */
    public Eraser eraser(Database database) {
        return eraser(database, installation.mayRun() ? PATIENCE : Duration.ZERO);
    }

    private Eraser eraser(Database database, Duration patience) {
        Clock clock = Clock.systemUTC();
        List<ErasurePart> parts =
                new ArrayList<>(EraserParts.all(database, installation.crops(), clock, installation.kafka(), patience));
        parts.add(installation.indexPart());
        return new Eraser(database, parts, receipts(), clock);
    }

    /** Erases again who came back with a backup of the database; to be done before anything of it is served. */
    public List<Receipt> eraseAgain(Database database) {
        return new RestoredBackup(database, receipts(), eraser(database, Duration.ZERO))
                .eraseAgain(new CompactedTopic<>(installation.kafka(), Topics.ERASURES)
                        .read()
                        .values());
    }

    /** How long what is kept, and how that is now. */
    public RetentionJob retentionJob(Database database) {
        return new RetentionJob(
                database,
                installation.crops(),
                Policies.retention(settings()),
                new CompactedTopic<>(installation.kafka(), Topics.WATCHLIST)::remove,
                Clock.systemUTC());
    }

    /** Goes on with erasures and enforces retention, beside the recorder. */
    public RetentionService retention(Database database) {
        RetentionPolicy policy = Policies.retention(settings());
        RetentionJob job = retentionJob(database);
        return new RetentionService(
                database,
                new RetentionService.Duties(eraser(database, Duration.ofSeconds(5)), job, thinning(job)),
                RetentionService.Policy.of(policy),
                installation.meters());
    }

    private DiskThinning thinning(RetentionJob job) {
        if (installation.settings().kafka().bootstrapServers().isPresent()) {
            // Only the embedded Kafka lies on this disk.
            return new DiskThinning(installation.disk(), job::underway, job.spares(), installation.meters());
        }
        FramesInKafka frames = new FramesInKafka(installation.kafka(), Clock.systemUTC());
        List<DiskThinning.Spare> spares = new ArrayList<>();
        spares.add(new DiskThinning.Spare("frames-in-kafka", missing -> frames.release()));
        spares.addAll(job.spares());
        return new DiskThinning(
                installation.disk(), () -> job.underway() + frames.underway(), spares, installation.meters());
    }

    /**
     * What the console does with it.
     *
     * @param state how retention is
     */
    public Erasing erasing(Database database, Supplier<RetentionState> state) {
        Eraser eraser = eraser(database, ANSWER);
        return new Erasing() {
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
                return state.get();
            }

            @Override
            public long topicHours() {
                return TopicsPart.hours(installation.kafka());
            }
        };
    }

    private RetentionSettings settings() {
        return installation.settings().retention();
    }
}
