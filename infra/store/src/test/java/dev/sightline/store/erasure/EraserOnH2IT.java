package dev.sightline.store.erasure;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class EraserOnH2IT extends EraserContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inMemory();
    }
}
