package dev.sightline.store.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** A database as an earlier version left it, by plain SQL: what a migration finds, and what it makes of that. */
record OldSchema(DatabaseSettings settings) {
    /**
     * Migrated as far as a version.
     *
     * @param version number of the last migration
     */
    static OldSchema of(DatabaseSettings settings, String version) {
        Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password())
                .locations("classpath:dev/sightline/store/migrations")
                .table("schema_history")
                .target(version)
                .load()
                .migrate();
        return new OldSchema(settings);
    }

    /** Migrates the rest. */
    void migrate() {
        Database.open(settings).close();
    }

    boolean isH2() {
        return settings.url().startsWith("jdbc:h2");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Cells of a row with a blank between them, in lower case. */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getObject(i)));
                }
                found.add(String.join(" ", cells).toLowerCase(Locale.ROOT));
            }
            return found;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }
}
