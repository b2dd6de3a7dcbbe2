package dev.sightline.store.search;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class IndexShardsOnH2IT extends IndexShardsContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
