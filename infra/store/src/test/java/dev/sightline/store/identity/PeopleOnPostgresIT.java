package dev.sightline.store.identity;

import dev.sightline.store.testing.Postgres;
import dev.sightline.store.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeopleOnPostgresIT extends PeopleContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    TestDatabase databases() {
        return POSTGRES;
    }
}
