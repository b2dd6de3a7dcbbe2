package dev.sightline.matcher.topology;

import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.alert.Alert;
import dev.sightline.matcher.alert.AlertEngine;
import dev.sightline.matcher.alert.AlertEvents;
import dev.sightline.matcher.link.Linker;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.models.SwitchReport;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.link.step.Stay;
import dev.sightline.matcher.order.OrderedFrame;
import dev.sightline.matcher.order.SiteOrder;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the link stage does for one site: order, link, raise alerts, write what changed. One thread. */
final class SiteStage {
    private static final Logger LOG = LoggerFactory.getLogger(SiteStage.class);
    private static final long PRUNE_EVERY_US = 3_600_000_000L;

    private final SiteOrder order;
    private final SiteMemory memory;
    private final Linker linker;
    private final Alarm alarm;
    private final AlertEvents alertEvents = new AlertEvents();
    private final MatcherMeters meters;
    private final WaitLog waits;
    private long prunedUs;

    SiteStage(SiteOrder order, SiteMemory memory, Linker linker, Alarm alarm, MatcherMeters meters) {
        this.order = order;
        this.memory = memory;
        this.linker = linker;
        this.alarm = alarm;
        this.meters = meters;
        this.waits = new WaitLog(memory.siteId());
    }

    /** What alerts are raised by. */
    record Alarm(AlertEngine engine, CoolDownStore coolDowns, GlobalTables tables) {}

    SiteOrder order() {
        return order;
    }

    SiteMemory memory() {
        return memory;
    }

    /** What is said counts at once, frames in the order of the site. */
    void offer(SiteInput input, long nowMs, BiConsumer<String, LinkOutput> out) {
        switch (input.getInputCase()) {
            case FEEDBACK -> {
                meters.corrected();
                send(linker.correct(input.getFeedback()), out);
            }
            case ERASURE -> send(linker.erase(input.getErasure()), out);
            case REDESCRIPTION -> meters.described(linker.describe(input.getRedescription()));
            case FRAME -> meters.arrived(order.offer(input.getFrame(), nowMs));
            case INPUT_NOT_SET ->
                throw new IllegalStateException(
                        "the matcher's by-site topic holds a record of an older version for site "
                                + memory.siteId()
                                + ": let that version finish what it has read, or delete the matcher's"
                                + " internal topics (their names end in -changelog and -repartition) and start again");
        }
    }

    /** Takes every frame that need not wait any longer. */
    void advance(String siteId, long nowMs, BiConsumer<String, LinkOutput> out) {
        List<OrderedFrame> frames = order.release(alarm.tables().expected(siteId), nowMs);
        waits.report(order.waits());
        for (int i = 0; i < frames.size(); i++) {
            linker.foresee(frames.get(i).frame(), behind(frames, i));
            take(frames.get(i), out);
        }
    }

    /** The frames behind one that is taken: those that are released with it, and those that wait. */
    private Iterator<TrackerFrame> behind(List<OrderedFrame> released, int index) {
        Stream<TrackerFrame> next =
                released.subList(index + 1, released.size()).stream().map(OrderedFrame::frame);
        return Stream.concat(next, order.waiting()).iterator();
    }

    private void take(OrderedFrame ordered, BiConsumer<String, LinkOutput> out) {
        TrackerFrame frame = ordered.frame();
        LinkStep step = linker.apply(frame, ordered.late());
        step.switches().forEach(this::report);
        send(step, out);
        if (!step.stays().isEmpty()) {
            raise(step.stays(), out);
        }
        send(Topics.TRACKS, frame.getCameraId(), linker.tracks(frame), out);
    }

    private void send(LinkStep step, BiConsumer<String, LinkOutput> out) {
        for (IdentityEvent event : step.events()) {
            meters.decided(event.getType());
            send(Topics.IDENTITY_EVENTS, event.getSiteId(), event, out);
        }
        for (Sighting sighting : step.sightings()) {
            send(Topics.SIGHTINGS, sighting.getIdentityId(), sighting, out);
        }
    }

    private void report(SwitchReport report) {
        meters.switched(report);
        SwitchReport.Exemplars exemplars = report.exemplars();
        LOG.info(
                "site {}: {} switched from {} to {} with the frame of {}: {} identities keep their ids, {} exemplars go on, {}"
                        + " that {} never described are dropped, {} identities are left without any, {} re-embedded"
                        + " exemplars belong to no identity",
                memory.siteId(),
                report.modality(),
                report.from(),
                report.to(),
                Instant.EPOCH.plus(memory.eventTimeUs(), ChronoUnit.MICROS),
                report.identities(),
                exemplars.described(),
                exemplars.dropped(),
                report.to(),
                exemplars.bare(),
                exemplars.unclaimed());
        long blind = alarm.tables().watchlist().unknownTo(report.modality(), report.from(), report.to());
        if (blind > 0) {
            LOG.warn(
                    "{} watchlist entries have no exemplar of {} and are not found by it; enroll them again",
                    blind,
                    report.to());
        }
    }

    private void raise(List<Stay> stays, BiConsumer<String, LinkOutput> out) {
        Collection<AlertRule> rules = alarm.tables().rules();
        List<Camera> cameras = alarm.tables().cameras(memory.siteId());
        for (Stay stay : stays) {
            boolean restricted =
                    cameras.stream().anyMatch(c -> c.getCameraId().equals(stay.cameraId()) && c.getRestricted());
            AlertEngine.Outcome outcome =
                    alarm.engine().check(stay, restricted, rules, alarm.tables().watchlist(), alarm.coolDowns());
            linker.onWatchlist(stay.identityId(), outcome.entryId());
            for (Alert alert : outcome.alerts()) {
                meters.alerted(alert.kind());
                out.accept(alert.rule().getRuleId(), new LinkOutput(Topics.ALERTS, alertEvents.toJson(alert)));
            }
            prune(stay.timeUs(), rules);
        }
    }

    private void prune(long nowUs, Collection<AlertRule> rules) {
        if (nowUs - prunedUs >= PRUNE_EVERY_US) {
            prunedUs = nowUs;
            long longest =
                    rules.stream().mapToLong(AlertRule::getCooldownUs).max().orElse(0);
            alarm.coolDowns().prune(nowUs - longest);
        }
    }

    private static void send(
            Topic<String, ?> topic, String key, MessageLite message, BiConsumer<String, LinkOutput> out) {
        out.accept(key, new LinkOutput(topic, message.toByteArray()));
    }
}
