package dev.sightline.store.search;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class IndexFollowerOnH2IT extends IndexFollowerContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
