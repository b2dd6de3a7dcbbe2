package dev.sightline.store.identity;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class PeopleOnH2IT extends PeopleContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
