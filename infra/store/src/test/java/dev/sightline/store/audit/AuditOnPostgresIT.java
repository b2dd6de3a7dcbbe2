package dev.sightline.store.audit;

import dev.sightline.store.testing.Postgres;
import dev.sightline.store.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditOnPostgresIT extends AuditContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    TestDatabase databases() {
        return POSTGRES;
    }
}
