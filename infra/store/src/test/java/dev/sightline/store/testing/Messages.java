package dev.sightline.store.testing;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/** Valid messages made from numbers, equal for equal numbers. */
public final class Messages {
    public static final String SITE = "shop";
    private static final long BASE = 1_700_000_000_000_000L;

    private Messages() {}

    public static long at(long seconds) {
        return BASE + seconds * 1_000_000 + 123;
    }

    public static Instant instant(long seconds) {
        return Instant.EPOCH.plusNanos(at(seconds) * 1000);
    }

    public static String identity(int number) {
        return SITE + "/p" + number;
    }

    public static byte[] crop(long seed) {
        byte[] bytes = new byte[200];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    public static Exemplar exemplar(long seed, Modality modality, float quality) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] raw = new float[16];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) random.nextDouble(-1, 1);
        }
        return Exemplar.newBuilder()
                .setModality(modality)
                .setVector(UnitVector.normalize("net@1", raw, quality).toMessage())
                .setCameraId("north")
                .setSession(7)
                .setSequence(seed)
                .setDetectionIndex(2)
                .setCaptureTimeUs(at(seed))
                .setQuality(quality)
                .setCropJpeg(ByteString.copyFrom(crop(seed)))
                .build();
    }

    /** A stay of 10 s from {@code start} in camera north, shown by one exemplar of quality .5. */
    public static Sighting.Builder sighting(String tracklet, String identity, long start) {
        return Sighting.newBuilder()
                .setSightingId(tracklet)
                .setIdentityId(identity)
                .setSiteId(SITE)
                .setCameraId("north")
                .setSession(7)
                .setFirstSequence(start)
                .setLastSequence(start + 10)
                .setStartTimeUs(at(start))
                .setEndTimeUs(at(start + 10))
                .setRevision(1)
                .setEvidence(evidence("close to " + identity))
                .addExemplars(exemplar(start, Modality.MODALITY_PERSON, .5f));
    }

    public static IdentityEvent.Builder event(String id, IdentityEvent.Type type, String identity, long at) {
        return IdentityEvent.newBuilder()
                .setEventId(id)
                .setSiteId(SITE)
                .setType(type)
                .setEventTimeUs(at(at))
                .setIdentityId(identity)
                .setEvidence(evidence(type + " " + identity));
    }

    public static Evidence evidence(String summary) {
        return Evidence.newBuilder()
                .setSummary(summary)
                .addComparisons(Comparison.newBuilder().setIdentityId("x").setSquaredDistance(.25))
                .setTargetFmr(1e-3)
                .build();
    }

    /** An operator's label, said {@code at} seconds. */
    public static Feedback.Builder label(String id, String tracklet, String other, boolean same, long at) {
        return Feedback.newBuilder()
                .setFeedbackId(id)
                .setSiteId(SITE)
                .setBy("ada")
                .setTimeUs(at(at))
                .setPair(PairLabel.newBuilder()
                        .setTrackletId(tracklet)
                        .setOtherTrackletId(other)
                        .setSame(same));
    }

    public static byte[] alert(String id, String time) {
        return ("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/sightline/shop\",\"type\":\"dwell\","
                        + "\"subject\":\"shop/p1\",\"time\":\"" + time + "\",\"data\":{\"text\":\"für länger\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    public static Camera camera(String id) {
        return Camera.newBuilder()
                .setCameraId(id)
                .setSiteId(SITE)
                .setSource("rtsp://admin:secret@10.0.0.1/stream")
                .setRestricted(true)
                .build();
    }

    public static WatchlistEntry watchlist(String id, int exemplars) {
        WatchlistEntry.Builder entry = WatchlistEntry.newBuilder()
                .setEntryId(id)
                .setName("N. N.")
                .setReason("missing")
                .setApprover("supervisor")
                .setCreatedUs(at(1))
                .addSiteIds("shop")
                .addSiteIds("yard");
        for (int i = 0; i < exemplars; i++) {
            Exemplar face = exemplar(1000 + i, Modality.MODALITY_FACE, .9f);
            entry.addExemplars(WatchlistExemplar.newBuilder()
                    .setModality(Modality.MODALITY_FACE)
                    .setVector(face.getVector())
                    .setCropJpeg(face.getCropJpeg()));
        }
        return entry.build();
    }
}
