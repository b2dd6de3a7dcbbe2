package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53100", "55P03", "57P01", "25006", "HYT00"})
    void shouldTryAgainWhatMayPass(String state) {
        RuntimeException failure = wrapped(new SQLException("x", state));

        assertThat(Failures.passing(failure)).isTrue();
        assertThat(Failures.refusal(failure)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505", "54000"})
    void shouldPutTheBlameOnTheData(String state) {
        RuntimeException failure = wrapped(new SQLException("too long\nvalues: 1, 2", state));

        assertThat(Failures.passing(failure)).isFalse();
        assertThat(Failures.refusal(failure)).contains("too long (SQL state " + state + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "42501", "0A000"})
    void shouldTakeTheRestForABug(String state) {
        RuntimeException failure = wrapped(new SQLException("x", state));

        assertThat(Failures.passing(failure)).isFalse();
        assertThat(Failures.refusal(failure)).isEmpty();
    }

    @Test
    void shouldKnowTroubleOfPoolCropStoreAndKafka() {
        assertThat(Failures.passing(wrapped(new SQLTransientConnectionException("pool"))))
                .isTrue();
        assertThat(Failures.passing(new UncheckedIOException(new IOException("disk"))))
                .isTrue();
        assertThat(Failures.passing(new TimeoutException("kafka"))).isTrue();
        assertThat(Failures.passing(new RecordTooLargeException("kafka"))).isFalse();
        assertThat(Failures.passing(new IllegalStateException())).isFalse();
    }

    private static RuntimeException wrapped(SQLException cause) {
        return new IllegalStateException(new IllegalArgumentException(cause));
    }
}
