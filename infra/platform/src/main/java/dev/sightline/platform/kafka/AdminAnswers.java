package dev.sightline.platform.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Waits for what Kafka's admin client is asked.
 *
 * @param servers that are asked, for the message
 * @param advice what to check when they do not answer
 * @param expected failures that the asker handles; thrown as they are
 */
public record AdminAnswers(String servers, String advice, Set<Class<? extends ApiException>> expected) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public AdminAnswers {
        expected = Set.copyOf(expected);
    }

    /**
     * The answer.
     *
     * @param what is asked for, such as {@code listing topics}
     * @throws KafkaUnavailableException when there is none
     */
    public <T> T await(String what, KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException failure && expected.contains(failure.getClass())) {
                throw failure;
            }
            throw unavailable(what, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(what, e);
        } catch (InterruptedException e) {
            throw new InterruptException(what + " was interrupted", e);
        }
    }

    private KafkaUnavailableException unavailable(String what, Throwable cause) {
        return new KafkaUnavailableException(
                what + " failed on Kafka at " + servers + " (" + cause.getMessage() + "): " + advice, cause);
    }
}
