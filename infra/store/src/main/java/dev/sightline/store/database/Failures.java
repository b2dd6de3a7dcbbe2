package dev.sightline.store.database;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;

/** Tells the three kinds of failure apart: passing trouble, data the database refuses, and everything else (a bug). */
public final class Failures {
    /** Connection lost, rolled back to let another go on, out of resources, in use, shut down by its operator. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58", "HY");
    /** Read-only: PostgreSQL during a fail-over. */
    private static final String READ_ONLY = "25006";
    /** H2: connection broken, database closed, lock time-out, closing. */
    private static final Set<Integer> PASSING_CODES = Set.of(90067, 90098, 50200, 90121);
    /** Wrong data, broken constraint, larger than the database can hold. */
    private static final Set<String> REFUSED_CLASSES = Set.of("22", "23", "54");

    private Failures() {}

    /** Whether trying again may help. */
    public static boolean passing(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException
                    || cause instanceof RetriableException
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLNonTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && passing(sql)) {
                return true;
            }
        }
        return false;
    }

    /** What the database said against the data; empty when it was something else that failed. */
    public static Optional<String> refusal(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && REFUSED_CLASSES.contains(stateClass(sql))) {
                return Optional.of(firstLine(sql) + " (SQL state " + sql.getSQLState() + ")");
            }
        }
        return Optional.empty();
    }

    private static boolean passing(SQLException failure) {
        return PASSING_CLASSES.contains(stateClass(failure))
                || READ_ONLY.equals(failure.getSQLState())
                || PASSING_CODES.contains(failure.getErrorCode());
    }

    private static String stateClass(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static String firstLine(SQLException failure) {
        // Later lines repeat the statement with its values, and values may be biometric data.
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("refused");
    }
}
