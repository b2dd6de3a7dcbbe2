package dev.sightline.store;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class LookUpsOnH2IT extends LookUpContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
