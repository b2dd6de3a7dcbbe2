package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.Decider.Asked;
import dev.sightline.matcher.link.decide.LinkDecision;
import dev.sightline.matcher.link.evidence.Candidate;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.PeoplesWord;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.revise.Relinking.Target;
import dev.sightline.matcher.link.step.StepBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks again at who tracklets belong to that are over: by then it is known where people went on to, how long they need, and
 * how others look. Somebody who was taken for new is merged into who they are; a tracklet that is clearly somebody else moves;
 * identities fall apart and are joined by all their stays.
 * Bounded: each tracklet a few times, and only so many at once. One thread.
 */
public final class SecondLook {
    /** How long a tracklet has been over. */
    private static final List<Duration> AGES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Duration.ofMinutes(6),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15));

    /** When nothing is looked at any more. */
    public static final Duration LAST = AGES.get(AGES.size() - 1);

    private static final long EVERY_US = Micros.of(Duration.ofSeconds(10));
    private static final int MOST_AT_ONCE = 100;

    /** How much more evidence must speak for another identity than for the tracklet's own. */
    private static final double MORE = 1;
    /** Looks must not speak against the other identity, whatever place and time say. */
    private static final double LEAST_LOOKS = 0;
    /** The part of the rate by which somebody taken for new may be merged: what is asked more than once is wrong more often. */
    private static final double STRICTER = 0.5;

    private final Decider decider;
    private final SiteMemory memory;
    private final Relinking relinking;
    private final Splitting splitting;
    private final Joining joining;

    public SecondLook(Decider decider, SiteMemory memory, Relinking relinking) {
        this.decider = decider;
        this.memory = memory;
        this.relinking = relinking;
        this.splitting = new Splitting(decider, memory, relinking);
        this.joining = new Joining(decider, memory, relinking);
    }

    /** @param all nothing more comes: looks once more at tracklets that are not due, too */
    public void look(StepBuilder step, boolean all) {
        long now = memory.eventTimeUs();
        if (!all && now - memory.site().lookedUs() < EVERY_US) {
            return;
        }
        memory.update(memory.site().looked(now));
        List<Tracklet> due = memory.tracklets().closed().stream()
                .filter(tracklet -> all || isDue(tracklet, now))
                .sorted(Comparator.comparingLong(Tracklet::closedUs).thenComparing(Tracklet::trackletId))
                .limit(MOST_AT_ONCE)
                .toList();
        for (Tracklet tracklet : due) {
            // Another one's move may have moved it.
            memory.tracklets().closed(tracklet.trackletId()).ifPresent(current -> look(current, now, step));
        }
        due.stream()
                .flatMap(tracklet -> memory.identityOf(tracklet.trackletId()).stream())
                .distinct()
                .forEach(id -> splitting.split(id, step));
        for (Tracklet tracklet : due) {
            memory.tracklets().closed(tracklet.trackletId()).ifPresent(current -> joining.join(current, step));
        }
    }

    private void look(Tracklet tracklet, long now, StepBuilder step) {
        memory.tracklets().replace(tracklet.looked());
        String own = tracklet.identityId();
        if (memory.identity(own).isEmpty() || tracklet.carried() || PeoplesWord.isPinned(tracklet, memory)) {
            return;
        }
        boolean alone = relinking.isAlone(tracklet);
        Asked asked = new Asked(tracklet, tracklet.probes(), true, now);
        Optional<Candidate> stays = alone ? Optional.empty() : decider.evidenceFor(own, asked);
        if (!alone && stays.isEmpty()) {
            return;
        }
        if (decider.decideElsewhere(asked, Set.of(own)) instanceof LinkDecision.Linked other
                && isClear(other.by(), stays)) {
            Tracklet current = memory.tracklets().closed(tracklet.trackletId()).orElse(tracklet);
            if (alone) {
                boolean older = createdUs(own) < createdUs(other.identityId());
                relinking.merge(
                        older ? other.identityId() : own,
                        older ? own : other.identityId(),
                        current,
                        other.evidence(),
                        step);
            } else {
                relinking.moveWhole(
                        current, new Target(other.identityId(), LinkState.LINK_STATE_LINKED, other.evidence()), step);
            }
        }
    }

    private long createdUs(String identityId) {
        return memory.identity(identityId).map(Identity::createdUs).orElse(Long.MAX_VALUE);
    }

    private static boolean isClear(Candidate other, Optional<Candidate> stays) {
        return other.looks() >= LEAST_LOOKS
                && stays.map(s -> other.total() >= s.total() + MORE)
                        .orElse(other.fmr() <= other.allowedFmr() * STRICTER);
    }

    private static boolean isDue(Tracklet tracklet, long now) {
        return tracklet.course().looks() < AGES.size()
                && now - tracklet.closedUs()
                        >= Micros.of(AGES.get(tracklet.course().looks()));
    }
}
