package dev.sightline.store.recorder;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class RecorderOnH2FilesIT extends RecorderContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inFiles(folder);
    }
}
