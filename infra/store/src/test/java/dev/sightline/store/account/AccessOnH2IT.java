package dev.sightline.store.account;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class AccessOnH2IT extends AccessContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
