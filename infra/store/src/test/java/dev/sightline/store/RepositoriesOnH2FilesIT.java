package dev.sightline.store;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.TestDatabase;

class RepositoriesOnH2FilesIT extends RepositoryContract {
    @Override
    TestDatabase databases() {
        return H2Databases.inFiles(folder);
    }
}
