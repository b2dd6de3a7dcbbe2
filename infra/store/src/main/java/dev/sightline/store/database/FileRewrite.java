package dev.sightline.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes the file of an embedded database once more, with what is in it and nothing of what was deleted: H2 leaves that in
 * places which are free, until something else is written there. A file beside the database says that this is wanted, so that
 * it outlives a kill and any process can ask for it; the one that has the database open does it.
 *
 * <p>H2's way of doing so closes the database, copies it into a new file and puts that in the place of the old one. The next
 * connection opens it again.
 *
 * @param folder of the database
 */
record FileRewrite(Path folder) {
    private static final String WANTED = "sightline.rewrite";

    private Path wanted() {
        return folder.resolve(WANTED);
    }

    void request() {
        try {
            if (Files.exists(wanted())) {
                Files.setLastModifiedTime(wanted(), FileTime.from(Instant.now()));
            } else {
                Files.createFile(wanted());
            }
        } catch (IOException e) {
            throw new DatabaseException(wanted() + " cannot be written: " + e + "; check its owner and permissions", e);
        }
    }

    boolean isRequested() {
        return Files.exists(wanted());
    }

    /** Whether it was asked for a while ago: who asked may still be at work. */
    boolean isDue(Duration quiet) {
        try {
            return Files.getLastModifiedTime(wanted())
                    .toInstant()
                    .isBefore(Instant.now().minus(quiet));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Does it; nobody else may use the database meanwhile, and every connection to it is dead afterwards. By a connection of
     * its own: a pool would trip over it.
     */
    void run(DatabaseSettings settings) {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown defrag");
            Files.deleteIfExists(wanted());
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database in " + folder + " cannot be written once more: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DatabaseException(wanted() + " cannot be deleted: " + e, e);
        }
    }
}
