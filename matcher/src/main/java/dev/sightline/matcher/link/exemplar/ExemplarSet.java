package dev.sightline.matcher.link.exemplar;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.policy.GalleryPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an identity is recognized by. When there are too many, of the two most alike the worse one goes, so the rest
 * stays as diverse as it can.
 */
public final class ExemplarSet {
    private static final Comparator<KeptExemplar> WORST_FIRST = Comparator.<KeptExemplar>comparingDouble(
                    e -> e.vector().quality())
            .thenComparingLong(KeptExemplar::captureTimeUs)
            .thenComparing(KeptExemplar::trackletId)
            .thenComparingInt(e -> e.crop().detectionIndex());

    private final GalleryPolicy policy;

    public ExemplarSet(GalleryPolicy policy) {
        this.policy = policy;
    }

    /** The exemplars with those of one tracklet replaced by its newest ones. */
    public List<KeptExemplar> replace(List<KeptExemplar> kept, String trackletId, List<KeptExemplar> fresh) {
        List<KeptExemplar> all = new ArrayList<>();
        kept.stream().filter(e -> !e.trackletId().equals(trackletId)).forEach(all::add);
        for (KeptExemplar exemplar : fresh) {
            all.add(exemplar);
            thin(all, e -> sameKind(e, exemplar) && e.cameraId().equals(exemplar.cameraId()), policy.perCamera());
            thin(all, e -> sameKind(e, exemplar), policy.perModality());
        }
        return List.copyOf(all);
    }

    /** The exemplars that are young enough. */
    public List<KeptExemplar> unexpired(List<KeptExemplar> kept, long nowUs) {
        return kept.stream()
                .filter(e -> nowUs - e.captureTimeUs() <= lifeUs(e.modality()))
                .toList();
    }

    /** An exemplar of an update as it is kept: without its picture. */
    static KeptExemplar keep(String trackletId, Exemplar exemplar) {
        return new KeptExemplar(
                new ExemplarKey(
                        trackletId,
                        exemplar.getSession(),
                        exemplar.getSequence(),
                        exemplar.getDetectionIndex(),
                        exemplar.getModality()),
                exemplar.getCameraId(),
                exemplar.getCaptureTimeUs(),
                UnitVector.of(exemplar.getVector()).rounded().withQuality(exemplar.getQuality()),
                exemplar.hasNextVector()
                        ? UnitVector.of(exemplar.getNextVector()).rounded()
                        : null);
    }

    private long lifeUs(Modality modality) {
        var life = modality == Modality.MODALITY_FACE ? policy.faceLife() : policy.bodyLife();
        return Micros.of(life);
    }

    private static void thin(List<KeptExemplar> all, Predicate<KeptExemplar> group, int most) {
        List<KeptExemplar> members = new ArrayList<>(all.stream().filter(group).toList());
        while (members.size() > most) {
            KeptExemplar worst = worseOfMostAlike(members);
            members.remove(worst);
            all.remove(worst);
        }
    }

    private static KeptExemplar worseOfMostAlike(List<KeptExemplar> members) {
        List<UnitVector> vectors = members.stream().map(KeptExemplar::vector).toList();
        int left = 0;
        int right = 1;
        double most = -2;
        for (int i = 0; i < vectors.size(); i++) {
            for (int j = i + 1; j < vectors.size(); j++) {
                double cosine = vectors.get(i).cosine(vectors.get(j));
                if (cosine > most) {
                    most = cosine;
                    left = i;
                    right = j;
                }
            }
        }
        KeptExemplar a = members.get(left);
        KeptExemplar b = members.get(right);
        return WORST_FIRST.compare(a, b) <= 0 ? a : b;
    }

    private static boolean sameKind(KeptExemplar a, KeptExemplar b) {
        return a.modality() == b.modality() && SameModel.of(a.vector(), b.vector());
    }
}
