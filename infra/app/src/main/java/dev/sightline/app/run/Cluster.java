package dev.sightline.app.run;

import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.preflight.OutsideKafka;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.problem.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Kafka that a process works with: an outside cluster, the embedded one of another process, or its own. Who only
 * wants to say something to a system must not start an empty one.
 *
 * @param access how to reach it
 * @param own the embedded broker when this process started it; closed with this
 * @param outside whether it is a cluster that the settings name
 */
record Cluster(KafkaAccess access, Optional<EmbeddedBroker> own, boolean outside) implements AutoCloseable {

    /** The outside cluster, else an embedded one that this process starts, in a new folder if need be. */
    static Cluster start(SightlineSettings settings) {
        DataFolder folder = DataFolder.of(settings);
        Optional<Cluster> outside = outside(settings);
        folder.prepare();
        return outside.orElseGet(() -> embedded(settings, folder));
    }

    /**
     * A Kafka that runs already.
     *
     * @throws UserError when there is none
     */
    static Cluster running(SightlineSettings settings) {
        return found(settings).orElseThrow(() -> {
            DataFolder folder = DataFolder.of(settings);
            return new UserError("Sightline does not run on the data folder " + folder.path() + "; start it with"
                    + " 'sightline run' (or 'sightline broker' for separate services), or " + howToName());
        });
    }

    /**
     * A Kafka that runs already, else the embedded one of a stopped system, started for the time of a command.
     *
     * @throws UserError when there is neither; nothing is created
     */
    static Cluster existing(SightlineSettings settings) {
        DataFolder folder = DataFolder.of(settings);
        Optional<Cluster> found = found(settings);
        if (found.isPresent()) {
            return found.get();
        }
        if (!folder.hasKafka()) {
            throw none(folder);
        }
        folder.check(Files::isWritable);
        return embedded(settings, folder);
    }

    private static Optional<Cluster> found(SightlineSettings settings) {
        return outside(settings)
                .or(() -> EmbeddedBroker.running(DataFolder.of(settings).kafka())
                        .map(access -> new Cluster(access, Optional.empty(), false)));
    }

    private static Optional<Cluster> outside(SightlineSettings settings) {
        return OutsideKafka.of(settings).map(access -> new Cluster(access, Optional.empty(), true));
    }

    private static Cluster embedded(SightlineSettings settings, DataFolder folder) {
        EmbeddedBroker broker =
                EmbeddedBroker.start(folder.kafka(), settings.kafka().embeddedPort());
        return new Cluster(broker.access(), Optional.of(broker), false);
    }

    private static UserError none(DataFolder folder) {
        Optional<Path> beside = Optional.ofNullable(folder.path().getFileName())
                .map(name -> new DataFolder(name.toAbsolutePath()))
                .filter(other -> !other.equals(folder) && other.hasKafka())
                .map(DataFolder::path);
        return new UserError("there is no Sightline system in the data folder " + folder.path()
                + beside.map(other -> " (but one in " + other + ")").orElse("") + "; " + howToName());
    }

    private static String howToName() {
        return "name the system with --config FILE, --set data.folder=FOLDER or"
                + " --set kafka.bootstrap-servers=HOST:PORT";
    }

    @Override
    public void close() {
        own.ifPresent(EmbeddedBroker::close);
    }
}
