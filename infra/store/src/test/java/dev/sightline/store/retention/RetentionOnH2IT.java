package dev.sightline.store.retention;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class RetentionOnH2IT extends RetentionContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
