package dev.sightline.store.testing;

import dev.sightline.store.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real PostgreSQL server for all test classes of the JVM; every test gets a database of its own. */
public final class Postgres implements BeforeAllCallback, TestDatabase {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(Postgres.class);

    private @Nullable Shared shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
    }

    @Override
    public DatabaseSettings fresh() {
        String name = "sightline_" + shared().count.incrementAndGet();
        execute("create database " + name);
        return DatabaseSettings.of(
                shared().server.getJdbcUrl("postgres", name).split("\\?")[0], "postgres", "postgres");
    }

    /** Runs a statement as the server's administrator. */
    public void execute(String sql) {
        try (Connection connection = shared().server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Shared shared() {
        if (shared == null) {
            throw new IllegalStateException("Postgres must be a static @RegisterExtension field");
        }
        return shared;
    }

    private record Shared(EmbeddedPostgres server, AtomicInteger count) implements AutoCloseable {
        static Shared start() {
            try {
                return new Shared(EmbeddedPostgres.builder().start(), new AtomicInteger());
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
