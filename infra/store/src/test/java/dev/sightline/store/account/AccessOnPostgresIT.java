package dev.sightline.store.account;

import dev.sightline.store.testing.Postgres;
import dev.sightline.store.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessOnPostgresIT extends AccessContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    TestDatabase databases() {
        return POSTGRES;
    }
}
