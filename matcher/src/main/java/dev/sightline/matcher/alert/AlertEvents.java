package dev.sightline.matcher.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Modality;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Alerts as CloudEvents 1.0 in structured JSON. {@code id} is the idempotency key, {@code subject} the identity,
 * {@code time} event time, {@code type} {@code dev.sightline.alert.<kind>.v1}. Equal alerts give equal bytes.
 */
public final class AlertEvents {
    private final ObjectMapper json = new ObjectMapper();
    private final JsonFormat format = new JsonFormat();

    public byte[] toJson(Alert alert) {
        var stay = alert.stay();
        return format.serialize(CloudEventBuilder.v1()
                .withId(alert.alertId())
                .withSource(URI.create("/sightline/sites/" + stay.siteId()))
                .withType("dev.sightline.alert." + alert.kind() + ".v1")
                .withSubject(stay.identityId())
                .withTime(Instant.EPOCH.plus(stay.timeUs(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .withData("application/json", data(alert))
                .build());
    }

    private byte[] data(Alert alert) {
        var stay = alert.stay();
        ObjectNode data = json.createObjectNode();
        data.put("rule", alert.rule().getRuleId());
        data.put("kind", alert.kind());
        data.put("site", stay.siteId());
        data.put("camera", stay.cameraId());
        data.put("identity", stay.identityId());
        data.put("tracklet", stay.trackletId());
        data.put("timeUs", stay.timeUs());
        data.put("dwellUs", stay.dwellUs());
        alert.entry().ifPresent(entry -> {
            ObjectNode watchlist = data.putObject("watchlist");
            watchlist.put("entry", entry.getEntryId());
            watchlist.put("name", entry.getName());
            watchlist.put("reason", entry.getReason());
        });
        alert.match().ifPresent(match -> {
            ObjectNode node = data.putObject("match");
            put(node, match.modality(), match.modelId(), match.squaredDistance(), match.threshold());
        });
        ObjectNode link = data.putObject("link");
        link.put("summary", stay.evidence().getSummary());
        stay.evidence().getComparisonsList().stream().findFirst().ifPresent(best -> put(link, best));
        try {
            return json.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("alert " + alert.alertId() + " cannot be written as JSON", e);
        }
    }

    private static void put(ObjectNode node, Comparison comparison) {
        put(
                node,
                comparison.getModality(),
                comparison.getModelId(),
                comparison.getSquaredDistance(),
                comparison.getThreshold());
    }

    private static void put(ObjectNode node, Modality modality, String model, double distance, double threshold) {
        node.put("modality", modality == Modality.MODALITY_FACE ? "face" : "person");
        node.put("model", model);
        node.put("squaredDistance", distance);
        node.put("threshold", threshold);
    }
}
