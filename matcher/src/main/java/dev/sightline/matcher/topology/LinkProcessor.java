package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.alert.AlertEngine;
import dev.sightline.matcher.link.Linker;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.order.SiteOrder;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Links the sites of its partition. What it knows lives in memory with the search index and is written to the stores
 * entry by entry, in the transaction of the frame that changed it; a new instance rebuilds everything from the stores.
 */
final class LinkProcessor implements Processor<String, SiteInput, String, LinkOutput> {
    private static final Duration CHECK_EVERY = Duration.ofMillis(100);

    private final StagePolicies policies;
    private final Scales scales;
    private final MatcherMeters meters;
    private final Map<String, SiteStage> sites = new TreeMap<>();
    private final Map<String, FrameParts> parts = new TreeMap<>();
    private @Nullable Wiring wiring;

    LinkProcessor(StagePolicies policies, Scales scales, MatcherMeters meters) {
        this.policies = policies;
        this.scales = scales;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, LinkOutput> context) {
        // Streams revives a task whose transaction was aborted with the same processors: what they remember beyond the
        // restored stores never happened.
        sites.clear();
        parts.clear();
        int most = Math.min(policies.mostBytes(), SizedFrames.PART_BYTES);
        wiring = new Wiring(
                context,
                new LargeEntries(context.getStateStore(StateStores.ORDER), most),
                new LargeEntries(context.getStateStore(StateStores.MEMORY), most),
                context.getStateStore(StateStores.COOL_DOWNS),
                new GlobalTables(context, policies.alert()));
        long now = context.currentSystemTimeMs();
        wiring.orderStore.each((key, value) -> restoreOrder(StateStores.site(key), StateStores.entry(key), value, now));
        wiring.memoryStore.each(
                (key, value) -> site(StateStores.site(key)).memory().restore(StateStores.entry(key), value));
        sites.forEach(this::measure);
        context.schedule(CHECK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::check);
    }

    @Override
    public void process(Record<String, SiteInput> record) {
        long now = wiring().context.currentSystemTimeMs();
        wiring().tables.prepare(scales);
        SiteStage site = site(record.key());
        parts(record.key())
                .take(record.value(), (entry, bytes) -> write(wiring().orderStore, record.key(), entry, bytes))
                .ifPresent(whole -> site.offer(whole, now, forward(record.timestamp())));
        advance(record.key(), site, now, record.timestamp());
    }

    @Override
    public void close() {
        sites.keySet().forEach(meters::forget);
    }

    /** Frames that a silent camera held up are taken when it has been silent too long. */
    private void check(long nowMs) {
        sites.forEach((id, site) -> {
            if (site.order().isWaiting()) {
                advance(id, site, nowMs, nowMs);
            }
        });
    }

    private void advance(String id, SiteStage site, long nowMs, long timestamp) {
        site.advance(id, nowMs, forward(timestamp));
        site.order().drain((entry, bytes) -> write(wiring().orderStore, id, entry, bytes));
        site.memory().drain((entry, bytes) -> write(wiring().memoryStore, id, entry, bytes));
        measure(id, site);
    }

    /** Record time is the time of arrival, not of capture: retention of old footage counts from today. */
    private BiConsumer<String, LinkOutput> forward(long timestamp) {
        return (key, output) -> wiring().context.forward(new Record<>(key, output, timestamp));
    }

    private SiteStage site(String id) {
        return sites.computeIfAbsent(id, this::fresh);
    }

    private SiteStage fresh(String id) {
        SiteMemory memory = new SiteMemory(id);
        return new SiteStage(
                new SiteOrder(policies.order()),
                memory,
                new Linker(policies.link(), scales, memory),
                new SiteStage.Alarm(
                        new AlertEngine(policies.alert(), scales),
                        new CoolDownStore(id, wiring().coolDownStore),
                        wiring().tables),
                meters);
    }

    private void measure(String id, SiteStage site) {
        meters.site(id, site.memory().identityCount(), site.memory().tracklets().openCount());
        meters.waits(id, site.order().waits());
    }

    private Wiring wiring() {
        if (wiring == null) {
            throw new IllegalStateException("the link processor was not initialized");
        }
        return wiring;
    }

    private FrameParts parts(String site) {
        return parts.computeIfAbsent(site, id -> new FrameParts());
    }

    private void restoreOrder(String site, String entry, byte[] value, long nowMs) {
        if (!FrameParts.owns(entry)) {
            site(site).order().restore(entry, value, nowMs);
            return;
        }
        try {
            parts(site).restore(TrackerFrame.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("order entry " + entry + " of site " + site + " does not parse", e);
        }
    }

    private static void write(LargeEntries store, String site, String entry, byte @Nullable [] bytes) {
        store.put(StateStores.key(site, entry), bytes);
    }

    private record Wiring(
            ProcessorContext<String, LinkOutput> context,
            LargeEntries orderStore,
            LargeEntries memoryStore,
            KeyValueStore<String, byte[]> coolDownStore,
            GlobalTables tables) {}
}
