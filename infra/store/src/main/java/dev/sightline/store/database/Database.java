package dev.sightline.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.jspecify.annotations.Nullable;

/**
 * The open database: a connection pool, a migrated schema and the entities over it. Thread-safe; its opener closes it.
 *
 * <p>Work happens in {@link #read} and {@link #write}. Each opens one entity manager and one transaction and ends both;
 * entities do not leave them, repositories return records.
 */
public final class Database implements AutoCloseable {
    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final EntityManagerFactory entities;
    private final @Nullable SharedFile shared;
    private final Optional<EmbeddedWrites> embedded;
    private final @Nullable FileRewrite rewrite;
    /** Held by each transaction, and by nobody else's while the file is written once more. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private Database(
            DatabaseSettings settings,
            HikariDataSource pool,
            EntityManagerFactory entities,
            @Nullable SharedFile shared,
            @Nullable FileRewrite rewrite) {
        this.settings = settings;
        this.pool = pool;
        this.entities = entities;
        this.shared = shared;
        this.rewrite = rewrite;
        this.embedded = settings.isEmbedded() ? Optional.of(new EmbeddedWrites(pool)) : Optional.empty();
    }

    /**
     * Connects, brings the schema up to date and checks that the entities fit it.
     *
     * @throws DatabaseException with what to do: unreachable, refused, in use, newer than this program, altered by hand
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static Database open(DatabaseSettings settings) {
        HikariDataSource pool = connect(settings);
        try {
            Migrations.run(settings, pool);
            return new Database(settings, pool, entities(pool), null, null);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Opens the embedded database of a folder and lets other processes of this machine in, or goes in where another
     * process has it open: then the database is there as long as that process.
     *
     * @throws DatabaseException as {@link #open}, and when the file is cut off or is none of H2's: nothing is written then
     */
    public static Database embedded(Path folder) {
        SharedFile.listenOnLoopback();
        DatabaseSettings own = DatabaseSettings.embedded(folder);
        Optional<String> elsewhere = SharedFile.url(folder);
        if (elsewhere.isPresent()) {
            Database there = open(DatabaseSettings.of(elsewhere.get(), own.user(), own.password()));
            return new Database(there.settings, there.pool, there.entities, null, new FileRewrite(folder));
        }
        DatabaseFile.requireWhole(folder);
        Database opened = open(own);
        try {
            Path home = folder.toAbsolutePath();
            SharedFile shared = SharedFile.listen(home, home.resolve("sightline"));
            Database whole = new Database(own, opened.pool, opened.entities, shared, new FileRewrite(folder));
            whole.rewriteIfDue(Duration.ZERO);
            return whole;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Looks whether the embedded database of a folder, if there is one, is whole; changes nothing.
     *
     * @throws DatabaseException when it is not
     */
    public static void requireWhole(Path folder) {
        if (SharedFile.url(folder).isEmpty()) {
            DatabaseFile.requireWhole(folder);
        }
    }

    /**
     * Connects, looks how many steps the schema is behind this program, and changes nothing.
     *
     * @return 0 when it is up to date
     * @throws DatabaseException as {@link #open}
     */
    public static int stepsBehind(DatabaseSettings settings) {
        try (HikariDataSource pool = connect(settings)) {
            return Migrations.pending(settings, pool);
        }
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** Connections for plain SQL, from the same pool. */
    public DataSource dataSource() {
        return pool;
    }

    /** Runs work in a transaction that is rolled back at the end. */
    public <T> T read(Function<EntityManager, T> work) {
        return inTransaction(work, false);
    }

    /**
     * Runs work in a transaction that is committed when the work returns and rolled back when it throws. In an embedded
     * database one such transaction runs at a time.
     */
    public <T> T write(Function<EntityManager, T> work) {
        return embedded.isPresent() ? embedded.get().alone(() -> inTransaction(work, true)) : inTransaction(work, true);
    }

    /** {@link #write(Function)} without a result. */
    public void execute(Consumer<EntityManager> work) {
        write(em -> {
            work.accept(em);
            return true;
        });
    }

    /**
     * Asks that nothing of what was deleted stays in free places of an embedded database's file. Done by the process that has
     * the file open, see {@link #rewriteIfDue}; when that process ends, and when the database is opened again, at the latest.
     *
     * @return false where there is no such file: a database server looks after its files itself
     */
    public boolean requestRewrite() {
        if (rewrite == null) {
            return false;
        }
        rewrite.request();
        return true;
    }

    /** Whether that was asked for and is not done yet. */
    public boolean isRewriteRequested() {
        return rewrite != null && rewrite.isRequested();
    }

    /**
     * Does what {@link #requestRewrite} asked for, where this process has the file open; transactions wait meanwhile.
     *
     * @param quiet how long ago the last request has to be: other processes lose their connections
     * @return whether nothing is left to do
     */
    public boolean rewriteIfDue(Duration quiet) {
        if (rewrite == null || !rewrite.isRequested()) {
            return true;
        }
        if (shared == null || !(quiet.isZero() || rewrite.isDue(quiet))) {
            return false;
        }
        use.writeLock().lock();
        try {
            rewrite.run(settings);
            pool.getHikariPoolMXBean().softEvictConnections();
        } finally {
            use.writeLock().unlock();
        }
        return true;
    }

    @Override
    public void close() {
        try {
            rewriteIfDue(Duration.ZERO);
        } finally {
            closeParts();
        }
    }

    private void closeParts() {
        try (HikariDataSource last = pool;
                EntityManagerFactory second = entities) {
            if (shared != null) {
                shared.close();
            }
        }
    }

    private <T> T inTransaction(Function<EntityManager, T> work, boolean commit) {
        use.readLock().lock();
        try {
            return transaction(work, commit);
        } finally {
            use.readLock().unlock();
        }
    }

    private <T> T transaction(Function<EntityManager, T> work, boolean commit) {
        try (EntityManager em = entities.createEntityManager()) {
            EntityTransaction transaction = em.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(em);
                if (commit) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
                return result;
            } catch (RuntimeException | Error e) {
                rollBackAfter(e, transaction);
                throw e;
            }
        }
    }

    /** On a broken connection rolling back fails too; what matters to the caller is what failed first. */
    private static void rollBackAfter(Throwable failure, EntityTransaction transaction) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static HikariDataSource connect(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sightline-database");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(settings.connectTimeout().toMillis());
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        EmbeddedWrites.configure(config, settings);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw ConnectFailure.explain(settings, e);
        }
    }

    private static EntityManagerFactory entities(DataSource pool) {
        Map<String, Object> properties = Map.of(
                AvailableSettings.JAKARTA_NON_JTA_DATASOURCE,
                pool,
                AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT,
                true,
                AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION,
                "validate",
                AvailableSettings.STATEMENT_BATCH_SIZE,
                100,
                AvailableSettings.ORDER_INSERTS,
                true,
                AvailableSettings.ORDER_UPDATES,
                true,
                AvailableSettings.JDBC_TIME_ZONE,
                "UTC");
        EntityManagerFactory factory =
                new HibernatePersistenceProvider().createEntityManagerFactory("sightline", properties);
        if (factory == null) {
            throw new IllegalStateException(
                    "META-INF/persistence.xml with the unit 'sightline' is not on the class path");
        }
        return factory;
    }
}
