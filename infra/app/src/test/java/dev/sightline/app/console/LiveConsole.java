package dev.sightline.app.console;

import dev.sightline.app.run.PhotoEnrolling;
import dev.sightline.app.run.PhotoLooking;
import dev.sightline.app.run.RunningRollouts;
import dev.sightline.app.run.TopicCameras;
import dev.sightline.app.run.TopicRules;
import dev.sightline.console.ConsolePolicy;
import dev.sightline.console.ConsoleService;
import dev.sightline.console.Ground;
import dev.sightline.console.Outside;
import dev.sightline.console.api.Erasing;
import dev.sightline.console.api.Searching;
import dev.sightline.console.api.WordReader;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.recorder.RecorderPolicy;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.store.retention.RetentionState;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.SearchIndex;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A console on a broker, without models and without other services. */
final class LiveConsole implements AutoCloseable {
    private final KafkaClients clients;
    private final Database database;
    private final FileCropStore crops;
    private final SearchIndex index;
    private final ConsoleService service;

    LiveConsole(KafkaClients clients, Path folder) {
        this.clients = clients;
        this.database = Database.open(DatabaseSettings.embedded(folder.resolve("database")));
        this.crops = new FileCropStore(folder.resolve("crops"));
        this.index = SearchIndex.open(folder.resolve("search"));
        this.service = new ConsoleService(
                new Ground(clients, crops, database),
                new Outside(
                        new PhotoEnrolling(clients, Optional.empty()),
                        new TopicCameras(clients),
                        new TopicRules(clients),
                        new RunningRollouts(
                                (view, by) -> {
                                    throw new UserError("no models here");
                                },
                                (site, by, said) -> Optional.empty(),
                                InstantSource.system()),
                        new Searching(
                                new PeopleSearch(index, model -> List.of()),
                                new PhotoLooking(Optional.empty()),
                                new NoReading(),
                                CropDescribers.NONE),
                        new NoErasing(),
                        List::of),
                ConsolePolicy.onLoopback(0),
                InstantSource.system());
        service.start();
    }

    /** Logs in by itself. */
    String entryUrl() {
        return service.entryUrl("test");
    }

    Database database() {
        return database;
    }

    FileCropStore crops() {
        return crops;
    }

    /** Writes what topics say into the database, from its start until it is closed. */
    RecorderService recorder() {
        return new RecorderService(clients, database, crops, RecorderPolicy.defaults(), new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        service.close();
        index.close();
        database.close();
    }

    private static final class NoReading implements WordReader {
        @Override
        public Optional<NoWords> missing() {
            return Optional.of(NoWords.model("no models here"));
        }

        @Override
        public ReadWords read(String text) throws NotAPerson {
            throw new NotAPerson("no models here");
        }
    }

    /** Nobody is erased here. */
    private static final class NoErasing implements Erasing {
        @Override
        public void require(String identityId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Receipt erase(ErasureRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RetentionState retention() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long topicHours() {
            return 0;
        }
    }
}
