package dev.sightline.ingest.status;

import dev.sightline.contracts.camera.ClockOffset;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.ingest.source.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one camera is: written by the threads that read and send it, read by those that publish it. Decides nothing about the
 * camera. Thread-safe.
 */
public final class CameraReport {
    private static final Logger log = LoggerFactory.getLogger(CameraReport.class);
    /** A change of the clock offset by so much is published. */
    private static final long OFFSET_STEP_US = 100_000;

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final CameraStatus identity;
    private final InstantSource clock;
    private final ProblemList problems = new ProblemList();
    private State state = State.STATE_OPENING;
    private Instant since;
    private Instant mayLog = Instant.EPOCH;
    private String reason = "";
    private long sent;
    private long skipped;
    private final ClockOffset offset = new ClockOffset();
    private long publishedOffsetUs;
    private long changes = 1;
    private long published;
    private Instant publishedAt = Instant.EPOCH;
    private State publishedState = State.STATE_UNSPECIFIED;

    public CameraReport(String camera, String site, long session, InstantSource clock) {
        this.identity = CameraStatus.newBuilder()
                .setCameraId(camera)
                .setSiteId(site)
                .setSession(session)
                .build();
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Frames come as they should. */
    public synchronized void running() {
        if (state == State.STATE_OPENING || state == State.STATE_UNREACHABLE) {
            enter(State.STATE_RUNNING, "");
        }
    }

    /** A picture of a live source came. Both times in microseconds since the epoch. */
    public synchronized void arrived(long captureTimeUs, long arrivalTimeUs) {
        offset.arrived(captureTimeUs, arrivalTimeUs);
        if (Math.abs(-offset.leastDelayUs() - publishedOffsetUs) >= OFFSET_STEP_US) {
            publishedOffsetUs = -offset.leastDelayUs();
            changes++;
        }
    }

    /** How far the camera's clock is ahead, microseconds, by what came in the last seconds; negative: behind. */
    public synchronized long clockOffsetUs() {
        return -offset.leastDelayUs();
    }

    /** Lost or not opened; it will be tried again. */
    public synchronized void unreachable(Finding why) {
        note(why);
        enter(State.STATE_UNREACHABLE, why.what());
    }

    /** Recorded footage that cannot be read. */
    public synchronized void failed(Finding why) {
        note(why);
        enter(State.STATE_FAILED, why.what());
    }

    /** Its record is wrong. */
    public synchronized void refused(Finding why) {
        note(why);
        enter(State.STATE_REFUSED, why.what());
    }

    /** Somebody paused it. */
    public synchronized void paused() {
        enter(State.STATE_PAUSED, "");
    }

    /** Recorded footage, read to its end. */
    public synchronized void ended() {
        enter(State.STATE_ENDED, "");
    }

    /**
     * What {@link Health} makes of the last seconds of a live camera.
     *
     * @param why what makes it degraded; empty when frames come as they should
     */
    public synchronized void judged(Optional<Finding> why) {
        if (why.isPresent() && state == State.STATE_RUNNING) {
            note(why.get());
            enter(State.STATE_DEGRADED, why.get().what());
            warn("camera={} degraded: {}", why.get().what());
        } else if (why.isPresent() && state == State.STATE_DEGRADED) {
            reason = why.get().what();
        } else if (state == State.STATE_DEGRADED) {
            enter(State.STATE_RUNNING, "");
            warn("camera={} recovered{}", "");
        }
    }

    private void warn(String text, String what) {
        if (!clock.instant().isBefore(mayLog)) {
            log.warn(text, identity.getCameraId(), what);
            mayLog = clock.instant().plus(QUIET);
        }
    }

    private void enter(State next, String why) {
        reason = why;
        if (state != next) {
            state = next;
            since = clock.instant();
            changes++;
        }
    }

    /** Something went wrong that changes nothing about the state. */
    public synchronized void noted(Finding finding) {
        note(finding);
    }

    private void note(Finding finding) {
        problems.add(finding);
        changes++;
    }

    /** All that the present reading of the source has found so far. */
    public synchronized void reading(Collection<Finding> findings) {
        if (!findings.isEmpty()) {
            problems.reading(findings);
            changes++;
        }
    }

    /** The present reading is over. */
    public synchronized void readingOver() {
        problems.readingOver();
    }

    /** Kafka has a frame. */
    public synchronized void sent() {
        sent++;
    }

    /** Frames were lost because nothing took them in time. */
    public synchronized void skipped(long frames) {
        skipped += frames;
    }

    /** All frames there will be are sent: the numbers are final. */
    public synchronized void closed() {
        changes++;
    }

    public synchronized State state() {
        return state;
    }

    /** What is to be published now; empty when nothing has changed, or too little time has passed since the last. */
    public synchronized Optional<CameraStatus> due(Duration leastPause) {
        boolean pausing = state == publishedState && clock.instant().isBefore(publishedAt.plus(leastPause));
        if (changes == published || pausing && publishedState != State.STATE_UNSPECIFIED) {
            return Optional.empty();
        }
        published = changes;
        publishedAt = clock.instant();
        publishedState = state;
        return Optional.of(status());
    }

    /** As of now. */
    public synchronized CameraStatus status() {
        return identity.toBuilder()
                .setState(state)
                .setSinceUs(micros(since))
                .setUpdatedUs(micros(clock.instant()))
                .addAllProblems(problems.all())
                .setFramesSent(sent)
                .setFramesSkipped(skipped)
                .setClockOffsetUs(clockOffsetUs())
                .build();
    }

    /** Why the camera does not work as it should, with its name; empty when it does. */
    public synchronized Optional<String> trouble() {
        String word = switch (state) {
            case STATE_DEGRADED -> "degraded";
            case STATE_UNREACHABLE -> "unreachable";
            case STATE_REFUSED -> "refused";
            case STATE_FAILED -> "failed";
            default -> "";
        };
        if (word.isEmpty()) {
            return Optional.empty();
        }
        long seconds = Duration.between(since, clock.instant()).toSeconds();
        String camera = identity.getCameraId().replaceAll("\\p{Cntrl}", "?");
        return Optional.of(camera + " " + word + " for " + seconds + " s (" + reason + ")");
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1000;
    }
}
