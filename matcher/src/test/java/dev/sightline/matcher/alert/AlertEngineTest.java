package dev.sightline.matcher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Dwell;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.matcher.link.Scene;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.Stay;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AlertEngineTest {
    private static final long MINUTE = 60_000_000;

    private final AlertPolicy policy = AlertPolicy.defaults();
    private final AlertEngine engine = new AlertEngine(
            policy, new Scales(Map.of(Scene.FACE, List.of(Scene.calibration(Comparison.TRACKLET_EXEMPLAR)))));
    private final Memory coolDowns = new Memory();
    private final Watchlist watchlist = new Watchlist(List.of(
            entry("w1", Scene.person(0)).build(),
            entry("w2", Scene.person(1)).addSiteIds("elsewhere").build(),
            entry("w3", Scene.person(2)).setExpiresUs(1).build()));

    @Test
    void shouldTellOfAWatchlistHitOncePerCoolDownOverAllCameras() {
        var first = check(stay("north", "s/p1", 0, Scene.like(Scene.person(0), 0.9, 0)), false);
        assertThat(first.entryId()).isEqualTo("w1");
        assertThat(first.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("watchlist-hit");
            assertThat(alert.match())
                    .hasValueSatisfying(m -> assertThat(m.threshold()).isLessThan(1.0));
        });

        // Another camera and even another identity: the same person on the watchlist.
        assertThat(check(stay("south", "s/p2", 5 * MINUTE, Scene.person(0)), false)
                        .alerts())
                .isEmpty();
        assertThat(check(stay("south", "s/p2", 10 * MINUTE, Scene.person(0)), false)
                        .alerts())
                .hasSize(1);
    }

    @Test
    void shouldIgnoreEntriesOfOtherSitesAndExpiredOnes() {
        assertThat(check(stay("north", "s/p1", MINUTE, Scene.person(1)), false).alerts())
                .isEmpty();
        assertThat(check(stay("north", "s/p2", MINUTE, Scene.person(2)), false).alerts())
                .isEmpty();
    }

    @Test
    void shouldTellOfUnknownPeopleInRestrictedCamerasOnly() {
        assertThat(check(stay("north", "s/p1", 0, Scene.person(7)), false).alerts())
                .isEmpty();
        assertThat(check(stay("vault", "s/p1", 0, Scene.person(7)), true).alerts())
                .extracting(Alert::kind)
                .containsExactly("unknown-person");
        assertThat(check(stay("vault", "s/p9", 0, Scene.person(0)), true).alerts())
                .extracting(Alert::kind)
                .containsExactly("watchlist-hit");
    }

    @Test
    void shouldTellOfALongStay() {
        AlertRule dwell = AlertRule.newBuilder()
                .setRuleId("loiter")
                .addCameraIds("north")
                .setDwell(Dwell.newBuilder().setAtLeastUs(2 * MINUTE))
                .build();
        Stay brief = stay("north", "s/p1", MINUTE, Scene.person(7));
        assertThat(engine.check(brief, false, List.of(dwell), watchlist, coolDowns)
                        .alerts())
                .isEmpty();
        assertThat(engine.check(dwelling(brief, "north"), false, List.of(dwell), watchlist, coolDowns)
                        .alerts())
                .hasSize(1);
        assertThat(engine.check(dwelling(brief, "south"), false, List.of(dwell), watchlist, coolDowns)
                        .alerts())
                .isEmpty();
    }

    @Test
    void shouldCompareOnlyExemplarsOfTheProbesModel() {
        String next = "face@2";
        float[] other = Scene.other(Scene.person(0));
        WatchlistExemplar described = WatchlistExemplar.newBuilder()
                .setModality(Modality.MODALITY_FACE)
                .setVector(UnitVector.normalize(next, other, 1).toMessage())
                .build();
        Watchlist both = new Watchlist(List.of(
                entry("w1", Scene.person(0)).addExemplars(described).build(),
                entry("w2", Scene.person(1)).build()));
        Calibration calibration = Scene.calibration(Comparison.TRACKLET_EXEMPLAR);
        AlertEngine engineOfBoth = new AlertEngine(
                policy, new Scales(Map.of(Scene.FACE, List.of(calibration), next, List.of(calibration))));

        for (String model : List.of(Scene.FACE, next)) {
            UnitVector seen = UnitVector.normalize(model, model.equals(next) ? other : Scene.person(0), 0.8f);
            Stay stay = stay("north", "s/" + model, 0, seen);
            var outcome = engineOfBoth.check(stay, false, policy.rules(), both, new Memory());
            assertThat(outcome.entryId()).isEqualTo("w1");
            assertThat(outcome.alerts().get(0).match())
                    .hasValueSatisfying(m -> assertThat(m.modelId()).isEqualTo(model));
        }
        assertThat(both.unknownTo(Modality.MODALITY_FACE, Scene.FACE, next))
                .as("w2 has nothing of the next model")
                .isEqualTo(1);
    }

    @Test
    void shouldWriteStructuredCloudEvents() throws IOException {
        Alert alert = check(stay("north", "s/p1", 1_500_000, Scene.person(0)), false)
                .alerts()
                .get(0);
        byte[] bytes = new AlertEvents().toJson(alert);

        assertThat(new AlertEvents().toJson(alert)).isEqualTo(bytes);
        JsonNode event = new ObjectMapper().readTree(bytes);
        assertThat(event.get("specversion").asText()).isEqualTo("1.0");
        assertThat(event.get("id").asText()).isEqualTo(alert.alertId()).hasSize(32);
        assertThat(event.get("type").asText()).isEqualTo("dev.sightline.alert.watchlist-hit.v1");
        assertThat(event.get("source").asText()).isEqualTo("/sightline/sites/s");
        assertThat(event.get("subject").asText()).isEqualTo("s/p1");
        assertThat(event.get("time").asText()).isEqualTo("1970-01-01T00:00:01.5Z");
        JsonNode data = event.get("data");
        assertThat(data.get("watchlist").get("name").asText()).isEqualTo("Name of w1");
        assertThat(data.get("match").get("squaredDistance").asDouble()).isLessThan(1e-6);
        assertThat(data.get("match").get("modality").asText()).isEqualTo("face");
        assertThat(data.get("camera").asText()).isEqualTo("north");
    }

    private AlertEngine.Outcome check(Stay stay, boolean restricted) {
        return engine.check(stay, restricted, policy.rules(), watchlist, coolDowns);
    }

    private static Stay stay(String camera, String identity, long timeUs, float[] face) {
        return stay(camera, identity, timeUs, UnitVector.normalize(Scene.FACE, face, 0.8f));
    }

    private static Stay stay(String camera, String identity, long timeUs, UnitVector vector) {
        return new Stay(
                "s",
                camera,
                identity,
                camera + "/t" + timeUs,
                timeUs,
                MINUTE,
                "",
                List.of(new Probe(Modality.MODALITY_FACE, vector, vector, 5)),
                Evidence.newBuilder().setSummary("because").build());
    }

    private static Stay dwelling(Stay stay, String camera) {
        return new Stay(
                stay.siteId(),
                camera,
                stay.identityId(),
                stay.trackletId(),
                stay.timeUs(),
                3 * MINUTE,
                "",
                stay.probes(),
                stay.evidence());
    }

    private static WatchlistEntry.Builder entry(String id, float[] face) {
        return WatchlistEntry.newBuilder()
                .setEntryId(id)
                .setName("Name of " + id)
                .addExemplars(WatchlistExemplar.newBuilder()
                        .setModality(Modality.MODALITY_FACE)
                        .setVector(UnitVector.normalize(Scene.FACE, face, 1).toMessage()));
    }

    private static final class Memory implements CoolDowns {
        private final Map<String, Long> last = new HashMap<>();

        @Override
        public OptionalLong lastUs(String ruleId, String person) {
            Long time = last.get(ruleId + "/" + person);
            return time == null ? OptionalLong.empty() : OptionalLong.of(time);
        }

        @Override
        public void alerted(String ruleId, String person, long timeUs) {
            last.put(ruleId + "/" + person, timeUs);
        }
    }
}
