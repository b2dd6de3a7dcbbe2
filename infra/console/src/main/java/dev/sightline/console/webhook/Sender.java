package dev.sightline.console.webhook;

import dev.sightline.store.webhook.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Makes one attempt. Follows no redirect, uses no proxy, and reads nothing of the answer but its status. Thread-safe. */
final class Sender {
    private static final int GONE = 410;

    private final WebhookPolicy policy;
    private final InstantSource clock;
    private final HttpClient client;

    /** How an attempt went. */
    sealed interface Result {
        /** The receiver says that it has the alert. */
        record Delivered(String answer) implements Result {}

        /** It may not have it. */
        record Failed(String answer) implements Result {}

        /** It wants nothing any more. */
        record Gone(String answer) implements Result {}
    }

    Sender(WebhookPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(policy.patience())
                .build();
    }

    /** Never fails: what goes wrong is a result. */
    CompletableFuture<Result> send(Attempt attempt) {
        URI to;
        try {
            to = Destination.check(attempt.webhook().url(), policy.allowPrivate());
        } catch (Destination.Refused e) {
            return CompletableFuture.completedFuture(new Result.Failed(String.valueOf(e.getMessage())));
        }
        return client.sendAsync(request(to, attempt), HttpResponse.BodyHandlers.ofInputStream())
                .orTimeout(policy.patience().toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> answer == null ? failed(failure) : result(answer));
    }

    private HttpRequest request(URI to, Attempt attempt) {
        byte[] body = attempt.json().getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(to)
                .timeout(policy.patience())
                .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
                .header("User-Agent", "Sightline")
                .header("Idempotency-Key", attempt.alertId().replaceAll("[^\\x21-\\x7e]", "_"))
                .header("Sightline-Webhook", attempt.webhook().webhookId())
                .header("Sightline-Attempt", Integer.toString(attempt.number()))
                .header("Sightline-Signature", Signature.of(attempt.webhook().secret(), clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static Result result(HttpResponse<InputStream> answer) {
        try (InputStream unread = answer.body()) {
            int status = answer.statusCode();
            String said = "HTTP " + status;
            if (status == GONE) {
                return new Result.Gone(said);
            }
            if (status / 100 == 3) {
                return new Result.Failed(said + ", a redirect; those are not followed, name the address it leads to");
            }
            return status / 100 == 2 ? new Result.Delivered(said) : new Result.Failed(said);
        } catch (IOException e) {
            return new Result.Failed("the connection broke: " + e.getMessage());
        }
    }

    private Result failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean late = failure instanceof java.util.concurrent.TimeoutException
                || cause instanceof java.net.http.HttpTimeoutException;
        return new Result.Failed(
                late
                        ? "no answer within " + policy.patience().toSeconds() + " s"
                        : "no connection: " + cause.getClass().getSimpleName() + ", " + cause.getMessage());
    }
}
