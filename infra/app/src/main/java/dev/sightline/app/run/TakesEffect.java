package dev.sightline.app.run;

import dev.sightline.platform.kafka.KafkaClients;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when something that a command wrote takes effect, where that is not at once. */
public final class TakesEffect {
    private static final Logger LOG = LoggerFactory.getLogger(TakesEffect.class);
    private static final int SECONDS = 5;

    private TakesEffect() {}

    /** For what services read that are no consumer group: empty when they may be at work. */
    public static Optional<String> later(Installation installation) {
        return installation.mayRun()
                ? Optional.empty()
                : Optional.of("Sightline does not run on " + installation.dataFolder()
                        + " now; this takes effect when it starts.");
    }

    /** For what the matcher reads: empty when it is at work. */
    public static Optional<String> laterForMatcher(Installation installation) {
        return later(installation)
                .or(() -> hasMembers(installation.kafka(), "matcher")
                        ? Optional.empty()
                        : Optional.of("No matcher is at work now; this takes effect when one starts."));
    }

    /** Where Kafka does not say, nothing is claimed. */
    private static boolean hasMembers(KafkaClients kafka, String group) {
        String id = kafka.scoped(group);
        try (Admin admin = kafka.admin()) {
            return !admin.describeConsumerGroups(List.of(id)).all().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .allMatch(description -> description.members().isEmpty());
        } catch (ExecutionException e) {
            LOG.debug("group {} cannot be described", id, e);
            return !(e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException);
        } catch (TimeoutException e) {
            LOG.debug("group {} was not described in time", id, e);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
