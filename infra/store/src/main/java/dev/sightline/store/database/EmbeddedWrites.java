package dev.sightline.store.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Lets only whole transactions into the file of an embedded database, and leaves what is in it where it is. Two habits of
 * H2 2.3 are turned off for that:
 *
 * <ul>
 *   <li>It writes twice a second in the middle of anything, one table after the other while transactions go on: the file may
 *       hold one table from before a change, another from after it, and nothing to undo it with. The next write mends that;
 *       a process killed before it leaves half a transaction (h2database issue 2080). Here only a commit writes, and one
 *       transaction runs at a time. The exception is what commands write through this process's port: the next commit of
 *       the recorder mends it.
 *   <li>When it closes, it moves what is in the file and may lose some of it (issues 4123, 4247).
 * </ul>
 *
 * <p>Space is used again all the same: now and then what is still used of mostly unused places is written once more by the
 * thread that committed. Thread-safe.
 */
final class EmbeddedWrites {
    private static final String WRITE_DELAY = "WRITE_DELAY";
    private static final String MAX_COMPACT_TIME = "MAX_COMPACT_TIME";
    /** Commits between two looks at the file: about a second of a busy recorder. */
    private static final int COMPACTED_EVERY = 100;
    /** Share of the file in percent that should be in use. */
    private static final int FILL_RATE = 80;
    /** Most bytes written once more at a time: some 50 ms. */
    private static final int REWRITTEN_BYTES = 16 << 20;

    private final DataSource pool;
    private final ReentrantLock lock = new ReentrantLock();
    private int commits;

    EmbeddedWrites(DataSource pool) {
        this.pool = pool;
    }

    /** Turns these habits off in the process that has the file open, unless the URL says otherwise. */
    static void configure(HikariConfig config, DatabaseSettings settings) {
        if (settings.isEmbedded() && !settings.url().startsWith("jdbc:h2:tcp:")) {
            String url = settings.url().toUpperCase(Locale.ROOT);
            for (String setting : List.of(WRITE_DELAY, MAX_COMPACT_TIME)) {
                if (!url.contains(";" + setting + "=")) {
                    config.addDataSourceProperty(setting, "0");
                }
            }
        }
    }

    /** Runs a transaction that writes, while no other of this process does. */
    <T> T alone(Supplier<T> transaction) {
        lock.lock();
        try {
            T result = transaction.get();
            if (++commits % COMPACTED_EVERY == 0) {
                compact();
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Every commit writes what it changed to a new place: of the earlier one only a little may still be in use. */
    private void compact() {
        try (Connection connection = pool.getConnection()) {
            if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
                session.getDatabase().getStore().getMvStore().compact(FILL_RATE, REWRITTEN_BYTES);
            }
        } catch (SQLException e) {
            throw new DatabaseException("the embedded database cannot be compacted: " + e.getMessage(), e);
        }
    }
}
