package dev.sightline.console.api;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import java.util.List;

/** How people walk between the cameras, as the matcher has learned it; nothing of it is configured. */
public final class Topology {
    private final LearnedWays ways;

    public Topology(LearnedWays ways) {
        this.ways = ways;
    }

    /**
     * The way from one camera to another.
     *
     * @param from where people were last seen before
     * @param to where they came into the picture
     * @param people how many came this way, by the probabilities of their links
     * @param together the share of them who were still seen in the first camera, 0..1: the two cameras see one place
     * @param quickSeconds one in ten of the others was quicker; 0 where there are none
     * @param usualSeconds half of the others were quicker
     * @param slowSeconds nine in ten of the others were quicker
     */
    public record WayItem(
            String site,
            String from,
            String to,
            double people,
            double together,
            double quickSeconds,
            double usualSeconds,
            double slowSeconds) {}

    List<Route> routes() {
        return List.of(
                Route.list("/topology", "listWays", Right.WATCH, WayItem.class, r -> Answer.all(list(r.caller()))));
    }

    private List<WayItem> list(Caller caller) {
        return known().stream()
                .filter(way -> caller.scope().allowsCamera(way.site(), way.from())
                        && caller.scope().allowsCamera(way.site(), way.to()))
                .toList();
    }

    private List<WayItem> known() {
        try {
            return ways.read();
        } catch (KafkaUnavailableException e) {
            throw ApiProblem.unavailable("no matcher has run here yet, or Kafka does not answer: " + e.getMessage());
        }
    }
}
