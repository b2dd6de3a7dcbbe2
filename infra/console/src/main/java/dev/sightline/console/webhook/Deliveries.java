package dev.sightline.console.webhook;

import dev.sightline.platform.retry.StopSignal;
import dev.sightline.store.webhook.Attempt;
import dev.sightline.store.webhook.WebhookOutbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox. An alert is sent until its receiver answers with success, and that answer is written down
 * before anything else is claimed; a process killed between the two sends it once more, with the same id in
 * {@code Idempotency-Key}. One thread.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Nobody asks after it longer. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final Duration CLEANED_EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 16;

    private final WebhookOutbox outbox;
    private final WebhookPolicy policy;
    private final Sender sender;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Instant cleaned = Instant.EPOCH;

    public Deliveries(WebhookOutbox outbox, WebhookPolicy policy, InstantSource clock, RandomGenerator random) {
        this.outbox = outbox;
        this.policy = policy;
        this.sender = new Sender(policy, clock);
        this.clock = clock;
        this.random = random;
    }

    /** Sends until asked to stop. */
    public void run(StopSignal stop) {
        while (!stop.isStopped()) {
            if (round() == 0) {
                stop.sleep(PAUSE);
            }
        }
    }

    /** One attempt for what is due, at most {@value #AT_ONCE} at once; how many. */
    public int round() {
        Instant now = clock.instant();
        if (cleaned.plus(CLEANED_EVERY).isBefore(now)) {
            outbox.forget(now.minus(REMEMBERED));
            cleaned = now;
        }
        List<Attempt> due = outbox.claim(now, policy.patience().multipliedBy(6), AT_ONCE);
        Map<Attempt, CompletableFuture<Sender.Result>> sent = new LinkedHashMap<>();
        due.forEach(attempt -> sent.put(attempt, sender.send(attempt)));
        sent.forEach((attempt, result) -> note(attempt, result.join()));
        return due.size();
    }

    private void note(Attempt attempt, Sender.Result result) {
        Instant now = clock.instant();
        if (result instanceof Sender.Result.Delivered delivered) {
            outbox.delivered(attempt, delivered.answer(), now);
        } else if (result instanceof Sender.Result.Gone gone) {
            giveUp(attempt, gone.answer(), now);
        } else if (result instanceof Sender.Result.Failed failed) {
            if (policy.backoff().allows(attempt.number())) {
                Instant next = now.plus(policy.backoff().delay(attempt.number(), random));
                outbox.failed(attempt, failed.answer(), next, now);
            } else {
                giveUp(attempt, failed.answer(), now);
            }
        }
    }

    private void giveUp(Attempt attempt, String answer, Instant now) {
        LOG.warn(
                "alert {} is given up for webhook {} after {} attempts: {}; mend the endpoint, then retry it on the page"
                        + " Webhooks",
                attempt.alertId(),
                attempt.webhook().webhookId(),
                attempt.number(),
                answer);
        outbox.dead(attempt, answer, now);
    }
}
