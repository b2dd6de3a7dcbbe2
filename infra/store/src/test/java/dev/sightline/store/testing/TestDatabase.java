package dev.sightline.store.testing;

import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;

/** Where a contract test gets its databases. */
public interface TestDatabase {
    /** Settings of a database that nobody has used. */
    DatabaseSettings fresh();

    default Database open() {
        return Database.open(fresh());
    }
}
