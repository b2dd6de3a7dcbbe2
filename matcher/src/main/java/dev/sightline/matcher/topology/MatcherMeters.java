package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.matcher.link.models.RedescriptionOutcome;
import dev.sightline.matcher.link.models.SwitchReport;
import dev.sightline.matcher.order.SiteOrder.Arrival;
import dev.sightline.matcher.order.WaitReport;
import dev.sightline.matcher.track.TrackOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The matcher's meters. Safe to share between threads. */
public final class MatcherMeters {
    private static final Logger LOG = LoggerFactory.getLogger(MatcherMeters.class);

    private final MeterRegistry registry;
    private final Map<String, Size> sites = new ConcurrentHashMap<>();
    private final Map<String, SiteWaits> waits = new ConcurrentHashMap<>();
    private final Map<String, String> misplaced = new ConcurrentHashMap<>();

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

    /** A refused record of which only the number is kept. */
    void suppressed(String kind) {
        registry.counter("sightline.matcher.dead.letters.suppressed", "kind", kind)
                .increment();
    }

    /** A record was too large, and what it says was cut down. */
    void reduced(String record, String leftOut) {
        registry.counter("sightline.matcher.records.reduced", "record", record, "left_out", leftOut)
                .increment();
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

    /** A statement of people about two tracklets was taken in. */
    void corrected() {
        registry.counter("sightline.matcher.corrections").increment();
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

    /** Which cameras a site waits for now. */
    void waits(String siteId, WaitReport report) {
        waits.computeIfAbsent(siteId, this::waitGauges).now = report;
    }

    /** A site's roster names a partition that is not there; said once. */
    void misplaced(String siteId, int partition, int partitions) {
        registry.counter("sightline.matcher.misplaced").increment();
        String what = "has partition " + partition + " by its roster, and there are " + partitions
                + ": its name decides; register its cameras again with 'sightline cameras add'";
        if (!what.equals(misplaced.put(siteId, what))) {
            LOG.error("site {} {}", siteId, what);
        }
    }

    /** Which sites are held up or in no place of theirs, and why, one sentence each. Any thread. */
    public List<String> trouble() {
        Stream<String> held = waits.entrySet().stream()
                .flatMap(site ->
                        site.getValue().now.trouble().stream().map(what -> "site " + site.getKey() + " " + what));
        Stream<String> lost =
                misplaced.entrySet().stream().map(site -> "site " + site.getKey() + " " + site.getValue());
        return Stream.concat(held, lost).sorted().toList();
    }

    /** The site is another instance's now. */
    void forget(String siteId) {
        sites.remove(siteId);
        SiteWaits gone = waits.remove(siteId);
        if (gone != null) {
            gone.gauges.forEach(registry::remove);
        }
    }

    private SiteWaits waitGauges(String siteId) {
        SiteWaits site = new SiteWaits();
        site.gauges.add(Gauge.builder(
                        "sightline.matcher.cameras.awaited",
                        site,
                        s -> s.now.awaited().size())
                .description("Cameras that the frames of the site's other cameras wait for")
                .tag("site", siteId)
                .register(registry));
        site.gauges.add(Gauge.builder(
                        "sightline.matcher.cameras.passed.over",
                        site,
                        s -> s.now.passedOver().size())
                .description("Recorded cameras of the site that are no longer waited for")
                .tag("site", siteId)
                .register(registry));
        site.gauges.add(Gauge.builder(
                        "sightline.matcher.cameras.lagging",
                        site,
                        s -> s.now.lagging().size())
                .description("Cameras of the site most of whose last frames came later than they are waited for")
                .tag("site", siteId)
                .register(registry));
        site.gauges.add(Gauge.builder(
                        "sightline.matcher.cameras.wait",
                        site,
                        s -> s.now.longest().toMillis() / 1e3)
                .description("How long the site has waited for the camera that has been silent longest")
                .baseUnit("seconds")
                .tag("site", siteId)
                .register(registry));
        return site;
    }

    private void gauge(String name, String what, ToIntFunction<Size> size) {
        Gauge.builder(name, sites, all -> all.values().stream().mapToInt(size).sum())
                .description(what)
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Which cameras one site waits for, with the gauges that show it. */
    private static final class SiteWaits {
        private final List<Gauge> gauges = new ArrayList<>();
        private volatile WaitReport now = WaitReport.none();
    }

    private record Size(int identities, int tracklets) {}
}
