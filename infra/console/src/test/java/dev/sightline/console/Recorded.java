package dev.sightline.console;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Messages as the matcher writes them: who was seen in a {@link TestConsole}, and what alerts say. */
final class Recorded {
    private Recorded() {}

    /** Ten seconds of the one person of a site, so many seconds after noon. */
    static Sighting sighting(String site, String camera, int second) {
        long startUs = TestConsole.NOON.plusSeconds(second).toEpochMilli() * 1_000;
        return Sighting.newBuilder()
                .setSightingId(camera + "/7/t1")
                .setIdentityId(site + "/p1")
                .setSiteId(site)
                .setCameraId(camera)
                .setSession(7)
                .setStartTimeUs(startUs)
                .setEndTimeUs(startUs + Duration.ofSeconds(10).toNanos() / 1_000)
                .setClosed(true)
                .setEvidence(Evidence.newBuilder()
                        .setSummary("words of the matcher")
                        .addCandidates(CandidateEvidence.newBuilder()
                                .setIdentityId(second == 0 ? "nobody" : site + "/p1")
                                .setFmr(0.00042)
                                .setLastCameraId("north")
                                .setLastSeenAgoUs(50_000_000)))
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setQuality(0.9f)
                        .setCameraId(camera)
                        .setVector(UnitVector.normalize("model@1", new float[] {1, 0}, 0.9f)
                                .toMessage()))
                .build();
    }

    /** An alert about the person of a site that stayed long. */
    static byte[] alert(String id, String site, String camera) {
        return ("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/sightline/sites/" + site
                        + "\",\"type\":\"dev.sightline.alert.dwell.v1\",\"subject\":\"" + site
                        + "/p1\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"kind\":\"dwell\",\"camera\":\"" + camera
                        + "\",\"tracklet\":\"" + camera
                        + "/7/t1\",\"dwellUs\":15000000,\"link\":{\"summary\":\"words\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A hit of the watchlist entry e1 by a face. */
    static byte[] hit(String id, String site, String camera) {
        return new String(alert(id, site, camera), StandardCharsets.UTF_8)
                .replace("dwell.v1", "watchlist-hit.v1")
                .replace("\"kind\":\"dwell\"", "\"kind\":\"watchlist-hit\",\"watchlist\":{\"entry\":\"e1\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
