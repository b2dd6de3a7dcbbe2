package dev.sightline.store.audit;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class AuditOnH2IT extends AuditContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
