package dev.sightline.bench.world;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * What a camera has shown of one visit so far, as its tracker would report it: the mean of all crops and five exemplars,
 * of which the worse of the two most alike goes when a sixth comes.
 */
final class Shown {
    private static final int EXEMPLARS = 5;

    private final Visit visit;
    private final List<UnitVector> crops;
    private final long firstSequence;
    private final int place;
    private final List<Kept> kept = new ArrayList<>();
    private int seen;
    private long lastUs;
    private long lastSequence;
    private long updatedUs = Long.MIN_VALUE;

    Shown(Visit visit, List<UnitVector> crops, long firstSequence, int place) {
        this.visit = visit;
        this.crops = crops;
        this.firstSequence = firstSequence;
        this.place = place;
        this.lastSequence = firstSequence;
        this.lastUs = visit.startUs();
    }

    Visit visit() {
        return visit;
    }

    /** Where it stands in the picture: no two visits of one camera share a place at one time. */
    int place() {
        return place;
    }

    /** Frames that showed it. */
    int seen() {
        return seen;
    }

    boolean reported() {
        return updatedUs != Long.MIN_VALUE;
    }

    long updatedUs() {
        return updatedUs;
    }

    /** One more frame shows it. */
    void see(long timeUs, long sequence) {
        UnitVector crop = crops.get(seen++);
        lastUs = timeUs;
        lastSequence = sequence;
        kept.add(new Kept(crop, timeUs, sequence));
        if (kept.size() > EXEMPLARS) {
            kept.remove(worseOfMostAlike());
        }
    }

    TrackletUpdate update(Phase phase, long timeUs) {
        updatedUs = timeUs;
        TrackletUpdate.Builder update = TrackletUpdate.newBuilder()
                .setTrackletId(visit.trackletId())
                .setPhase(phase)
                .setKind(Modality.MODALITY_PERSON)
                .setStartTimeUs(visit.startUs())
                .setEndTimeUs(lastUs)
                .setFirstSequence(firstSequence)
                .setLastSequence(lastSequence)
                .addMeans(ModalityMean.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setVector(UnitVector.mean(crops.subList(0, seen)).toMessage())
                        .setCount(seen));
        kept.forEach(k -> update.addExemplars(exemplar(k)));
        return update.build();
    }

    private Exemplar exemplar(Kept kept) {
        return Exemplar.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setVector(kept.vector().toMessage())
                .setCameraId(visit.cameraId())
                .setSession(1)
                .setSequence(kept.sequence())
                .setCaptureTimeUs(kept.timeUs())
                .setQuality(kept.vector().quality())
                .build();
    }

    private int worseOfMostAlike() {
        int worse = 0;
        double most = -2;
        for (int i = 0; i < kept.size(); i++) {
            for (int j = i + 1; j < kept.size(); j++) {
                double cosine = kept.get(i).vector().cosine(kept.get(j).vector());
                if (cosine > most) {
                    most = cosine;
                    worse = kept.get(i).vector().quality()
                                    <= kept.get(j).vector().quality()
                            ? i
                            : j;
                }
            }
        }
        return worse;
    }

    private record Kept(UnitVector vector, long timeUs, long sequence) {}
}
