package dev.sightline.store.recorder;

import dev.sightline.store.testing.Postgres;
import dev.sightline.store.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecorderOnPostgresIT extends RecorderContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    TestDatabase databases() {
        return POSTGRES;
    }
}
