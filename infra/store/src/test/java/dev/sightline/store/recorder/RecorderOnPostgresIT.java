package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.recorder.Checkpoint.Step;
import dev.sightline.store.testing.Postgres;
import dev.sightline.store.testing.TestDatabase;
import dev.sightline.testkit.Dumps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecorderOnPostgresIT extends RecorderContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    TestDatabase databases() {
        return POSTGRES;
    }

    @Test
    void shouldSurviveAServerThatDropsItsConnections() {
        DatabaseSettings settings = POSTGRES.fresh();
        String name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicInteger times = new AtomicInteger();
        Checkpoint drop = step -> {
            if (step == Step.ROWS_WRITTEN && times.incrementAndGet() <= 2) {
                POSTGRES.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            }
        };

        try (Database database = Database.open(settings);
                RecorderService recorder = recorder(database, 50, drop, meters)) {
            recorder.start();
            Recorders.await(PATIENCE, () -> times.get() > 2);
            Recorders.awaitCaughtUp(clients, database, PATIENCE);

            Dumps.assertSame(DatabaseDump.of(database), expected);
            // Each drop costs a try, and so may each other connection of the pool that died with it.
            assertThat(meters.get("sightline.recorder.retries").counter().count())
                    .isGreaterThanOrEqualTo(2);
        }
    }
}
