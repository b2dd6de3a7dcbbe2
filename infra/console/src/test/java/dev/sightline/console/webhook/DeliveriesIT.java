package dev.sightline.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.retry.Backoff;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.webhook.DeliveryState;
import dev.sightline.store.webhook.Webhook;
import dev.sightline.store.webhook.WebhookOutbox;
import dev.sightline.store.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts on their way to a program that fails, is late, answers nonsense, and while this process is killed. */
class DeliveriesIT {
    private static final WebhookPolicy POLICY = new WebhookPolicy(
            true, Duration.ofMillis(700), new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), 2, 0, 3));

    @TempDir
    private Path folder;

    private final Receiver receiver = new Receiver();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseSettings.embedded(folder));
        new Webhooks(database)
                .add(new Webhook(
                        "w1", receiver.url(), "whsec_1", List.of("hall"), List.of("dwell"), true, "test", now));
    }

    @AfterEach
    void close() {
        receiver.close();
        database.close();
    }

    @Test
    void shouldSendEachAlertOnceToWhoWantsIt() {
        raise("a1", "hall", "dwell");
        raise("a2", "yard", "dwell");
        raise("a3", "hall", "watchlist-hit");
        raise("a1", "hall", "dwell");

        Deliveries deliveries = deliveries(POLICY);
        assertThat(deliveries.round()).isEqualTo(1);
        assertThat(deliveries.round()).isZero();

        assertThat(receiver.got).singleElement().satisfies(got -> {
            assertThat(got.id()).isEqualTo("a1");
            assertThat(got.body()).isEqualTo(json("a1", "hall", "dwell"));
            assertThat(got.signature())
                    .isEqualTo(Signature.of("whsec_1", now, got.body().getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(1);
    }

    @Test
    void shouldTryAgainWithGrowingPausesAndGiveUpInTheEnd() {
        receiver.behave(got -> switch (got.attempt()) {
            case "1" -> 500;
            case "2" -> 302;
            default -> 503;
        });
        raise("a1", "hall", "dwell");
        Deliveries deliveries = deliveries(POLICY);

        deliveries.round();
        assertThat(deliveries.round()).as("not before the pause is over").isZero();
        now = now.plusSeconds(2);
        assertThat(deliveries.round()).isEqualTo(1);
        assertThat(problem()).contains("HTTP 302, a redirect");
        now = now.plusSeconds(3);
        assertThat(deliveries.round()).as("the second pause is longer").isZero();
        now = now.plusSeconds(1);
        assertThat(deliveries.round()).isEqualTo(1);

        assertThat(count(DeliveryState.DEAD)).isEqualTo(1);
        assertThat(problem()).isEqualTo("HTTP 503");
        assertThat(receiver.got).extracting(Receiver.Got::id).containsOnly("a1").hasSize(3);
        receiver.behave(got -> 204);
        assertThat(new WebhookOutbox(database).retry("w1", now)).isEqualTo(1);
        assertThat(deliveries.round()).isEqualTo(1);
        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(1);
    }

    @Test
    void shouldNotWaitForAProgramThatAnswersNothing() {
        receiver.behave(got -> -1);
        raise("a1", "hall", "dwell");

        deliveries(POLICY).round();

        assertThat(problem()).startsWith("no answer within");
        assertThat(count(DeliveryState.WAITING)).isEqualTo(1);
    }

    @Test
    void shouldGiveUpAtOnceWhenTheProgramIsGone() {
        receiver.behave(got -> 410);
        raise("a1", "hall", "dwell");

        deliveries(POLICY).round();

        assertThat(count(DeliveryState.DEAD)).isEqualTo(1);
    }

    @Test
    void shouldSendNothingToPrivateAddressesThatWereAllowedBefore() {
        raise("a1", "hall", "dwell");

        deliveries(new WebhookPolicy(false, POLICY.patience(), POLICY.backoff()))
                .round();

        assertThat(receiver.got).isEmpty();
        assertThat(problem()).contains("127.0.0.1", "console.webhook-private");
    }

    /** kill -9 after the program has the alert, and before this is written down. */
    @Test
    void shouldShowTheProgramEachAlertOnceWhenTheProcessIsKilledInTheMiddle() throws Exception {
        raise("a1", "hall", "dwell");
        raise("a2", "hall", "dwell");
        database.close();
        CompletableFuture<Process> sender = new CompletableFuture<>();
        receiver.behave(got -> {
            if (got.id().equals("a1")) {
                sender.join().destroyForcibly();
                return -1;
            }
            return 200;
        });

        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSender.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        sender.complete(killed);
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).as("killed").isEqualTo(137);

        database = Database.open(DatabaseSettings.embedded(folder));
        receiver.behave(got -> 200);
        Deliveries deliveries = deliveries(POLICY);
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        assertThat(deliveries.round()).as("the claim of the killed one holds").isZero();
        now = now.plus(Duration.ofMinutes(10));
        deliveries.round();

        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(2);
        assertThat(receiver.got.stream().map(Receiver.Got::id).filter("a1"::equals))
                .as("sent twice under one id, the same bytes")
                .hasSize(2);
        assertThat(receiver.got.stream().map(Receiver.Got::id).distinct())
                .as("what a program has that acts on each id once")
                .containsExactlyInAnyOrder("a1", "a2");
        assertThat(receiver.got.stream()
                        .filter(got -> got.id().equals("a1"))
                        .map(Receiver.Got::body)
                        .distinct())
                .hasSize(1);
        now = now.plus(Duration.ofDays(1));
        assertThat(deliveries.round()).as("nothing is left").isZero();
    }

    private Deliveries deliveries(WebhookPolicy policy) {
        return new Deliveries(new WebhookOutbox(database), policy, () -> now, new SplittableRandom(1));
    }

    private void raise(String id, String site, String kind) {
        database.execute(em -> new AlertWriter(em, now)
                .insert(
                        "rule",
                        AlertDocument.parse(json(id, site, kind).getBytes(StandardCharsets.UTF_8), Instant.EPOCH)));
    }

    private static String json(String id, String site, String kind) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/sightline/sites/" + site
                + "\",\"type\":\"dev.sightline.alert." + kind + ".v1\",\"data\":{\"kind\":\"" + kind + "\"}}";
    }

    private long count(DeliveryState state) {
        return new Webhooks(database).progress("w1").of(state);
    }

    private String problem() {
        return new Webhooks(database).progress("w1").problem().orElse("");
    }
}
