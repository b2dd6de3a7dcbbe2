package dev.sightline.store.model;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class ModelRegistryOnH2IT extends ModelRegistryContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
