package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.matcher.link.RedescriptionOutcome;
import dev.sightline.matcher.link.SwitchReport;
import dev.sightline.matcher.order.SiteOrder.Arrival;
import dev.sightline.matcher.track.TrackOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** The matcher's meters. Safe to share between threads. */
public final class MatcherMeters {
    private final MeterRegistry registry;
    private final Map<String, Size> sites = new ConcurrentHashMap<>();

    public MatcherMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("sightline.matcher.identities", "Identities in the galleries of all sites", Size::identities);
        gauge("sightline.matcher.tracklets.open", "Tracklets that are open", Size::tracklets);
    }

    void tracked() {
        registry.counter("sightline.matcher.observations").increment();
    }

    void ignored(TrackOutcome.Reason reason) {
        registry.counter("sightline.matcher.observations.ignored", "reason", lower(reason))
                .increment();
    }

    void refused(String kind) {
        registry.counter("sightline.matcher.dead.letters", "kind", kind).increment();
    }

    void arrived(Arrival arrival) {
        registry.counter("sightline.matcher.frames", "order", lower(arrival)).increment();
    }

    void decided(IdentityEvent.Type type) {
        registry.counter("sightline.matcher.decisions", "type", lower(type).replace("type_", ""))
                .increment();
    }

    void alerted(String kind) {
        registry.counter("sightline.matcher.alerts", "kind", kind).increment();
    }

    void described(RedescriptionOutcome outcome) {
        redescriptions("filled", outcome.filled());
        redescriptions("waiting", outcome.waiting());
        redescriptions("repeated", outcome.repeated());
        redescriptions("late", outcome.late());
    }

    void switched(SwitchReport report) {
        registry.counter("sightline.matcher.switches").increment();
        SwitchReport.Exemplars exemplars = report.exemplars();
        registry.counter("sightline.matcher.switched.exemplars", "outcome", "described")
                .increment(exemplars.described());
        registry.counter("sightline.matcher.switched.exemplars", "outcome", "dropped")
                .increment(exemplars.dropped());
        registry.counter("sightline.matcher.switched.bare").increment(exemplars.bare());
        redescriptions("unclaimed", exemplars.unclaimed());
    }

    private void redescriptions(String outcome, int count) {
        registry.counter("sightline.matcher.redescriptions", "outcome", outcome).increment(count);
    }

    void site(String siteId, int identities, int tracklets) {
        sites.put(siteId, new Size(identities, tracklets));
    }

    /** The site is another instance's now. */
    void forget(String siteId) {
        sites.remove(siteId);
    }

    private void gauge(String name, String what, ToIntFunction<Size> size) {
        Gauge.builder(name, sites, all -> all.values().stream().mapToInt(size).sum())
                .description(what)
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private record Size(int identities, int tracklets) {}
}
