package dev.sightline.store.database;

import java.sql.SQLException;

/** Turns a failed first connection into a sentence for the person who set it up. */
final class ConnectFailure {
    private static final int H2_IN_USE = 90020;
    private static final int H2_CORRUPTED = 90030;
    private static final int H2_WRONG_PASSWORD = 28000;

    private ConnectFailure() {}

    static DatabaseException explain(DatabaseSettings settings, RuntimeException failure) {
        String head = "cannot open the database at " + settings.url() + " as user '" + settings.user() + "': ";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return new DatabaseException(head + advice(sql), failure);
            }
        }
        return new DatabaseException(head + failure.getMessage() + "; check store.url", failure);
    }

    private static String advice(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (failure.getErrorCode() == H2_IN_USE) {
            return "another process has it open; stop that process, or set store.url to a PostgreSQL database,"
                    + " which many processes share";
        }
        if (failure.getErrorCode() == H2_WRONG_PASSWORD || state.startsWith("28")) {
            return "user or password refused; set store.user and store.password";
        }
        if (failure.getErrorCode() == H2_CORRUPTED) {
            return failure.getMessage() + "; restore a backup of the file, or move it away to begin a new one";
        }
        if (state.equals("3D000")) {
            return "no such database; create it (createdb) or correct store.url";
        }
        if (state.startsWith("08")) {
            return failure.getMessage() + "; check the host and port in store.url and that the server runs";
        }
        return failure.getMessage() + " (SQL state " + state + "); check store.url";
    }
}
