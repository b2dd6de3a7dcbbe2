package dev.sightline.matcher;

import dev.sightline.matcher.alert.AlertPolicy;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.order.OrderPolicy;
import dev.sightline.matcher.topology.StagePolicies;
import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.matcher.track.TrackPolicy;
import java.util.Objects;

/**
 * Everything that may be tuned about the matcher, by stage.
 *
 * @param track following people within a camera
 * @param order how long cameras wait for one another
 * @param link linking tracklets to identities
 * @param alert raising alerts
 * @param streams running the Streams application
 */
public record MatcherPolicy(
        TrackPolicy track, OrderPolicy order, LinkPolicy link, AlertPolicy alert, StreamsPolicy streams) {
    public MatcherPolicy {
        Objects.requireNonNull(track);
        Objects.requireNonNull(order);
        Objects.requireNonNull(link);
        Objects.requireNonNull(alert);
        Objects.requireNonNull(streams);
    }

    public static MatcherPolicy defaults() {
        return new MatcherPolicy(
                TrackPolicy.defaults(),
                OrderPolicy.defaults(),
                LinkPolicy.defaults(),
                AlertPolicy.defaults(),
                StreamsPolicy.defaults());
    }

    /**
     * What the stages of the topology work by.
     *
     * @param maxRequestBytes of the producer that writes what they make
     */
    StagePolicies stages(int maxRequestBytes) {
        return new StagePolicies(track, order, link, alert, StagePolicies.mostBytes(maxRequestBytes));
    }
}
