/** Opening the database: pool, migrations, transactions, and errors that say what to do. */
@NullMarked
package dev.sightline.store.database;

import org.jspecify.annotations.NullMarked;
