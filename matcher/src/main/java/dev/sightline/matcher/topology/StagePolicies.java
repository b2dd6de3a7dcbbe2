package dev.sightline.matcher.topology;

import dev.sightline.matcher.alert.AlertPolicy;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.order.OrderPolicy;
import dev.sightline.matcher.track.TrackPolicy;
import dev.sightline.platform.kafka.KafkaClients;
import java.util.Objects;

/**
 * What the stages of the topology work by.
 *
 * @param track following people within a camera
 * @param order how long cameras wait for one another
 * @param link linking tracklets to identities
 * @param alert raising alerts
 * @param mostBytes largest record value that a stage writes
 */
public record StagePolicies(TrackPolicy track, OrderPolicy order, LinkPolicy link, AlertPolicy alert, int mostBytes) {
    /** Left for key, headers and what a store adds to a value. */
    private static final int AROUND_A_VALUE = 256 << 10;

    public StagePolicies {
        Objects.requireNonNull(track);
        Objects.requireNonNull(order);
        Objects.requireNonNull(link);
        Objects.requireNonNull(alert);
    }

    public static StagePolicies defaults() {
        return new StagePolicies(
                TrackPolicy.defaults(),
                OrderPolicy.defaults(),
                LinkPolicy.defaults(),
                AlertPolicy.defaults(),
                mostBytes(KafkaClients.MAX_REQUEST_BYTES));
    }

    /** The largest value in a request of a producer, as it is set; no more than topics are made for. */
    public static int mostBytes(int maxRequestBytes) {
        int request = Math.min(maxRequestBytes, KafkaClients.MAX_REQUEST_BYTES);
        return Math.max(request / 2, request - AROUND_A_VALUE);
    }
}
