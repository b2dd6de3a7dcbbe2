package dev.sightline.store;

import dev.sightline.store.testing.Postgres;
import dev.sightline.store.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoriesOnPostgresIT extends RepositoryContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    TestDatabase databases() {
        return POSTGRES;
    }
}
