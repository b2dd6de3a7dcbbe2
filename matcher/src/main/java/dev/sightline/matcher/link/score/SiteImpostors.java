package dev.sightline.matcher.link.score;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What strangers score at this very site: the mean cosine of a descriptor with those of the people whom a camera saw is its
 * cosine with their sum. Kept is therefore one sum for each camera and modality, to which each person adds once a camera;
 * it forgets by halves. A camera with few people leans on the whole site.
 *
 * <p>Learned online, deterministic, drained and restored with the site's memory. One thread.
 */
public final class SiteImpostors {
    /** People for whom the site's own impostors count as much as those of the calibration. */
    private static final double SHRINK = 20;

    /** Among fewer a person would be compared with themselves. */
    private static final double LEAST_PEOPLE = 10;

    private static final double MOST_PEOPLE = 1_000;
    /** A sum of fewer would tell what a person looks like whom people want forgotten. */
    private static final double FEW = 20;

    private final Map<String, UsualLook> looks = new TreeMap<>();
    /** Derived; dropped with each change, so a restart has the same bits. */
    private final Map<String, SiteMean> means = new HashMap<>();
    /** The same, by camera. */
    private final Map<String, Strangers> strangers = new HashMap<>();

    private final TreeSet<String> changed = new TreeSet<>();

    /**
     * Takes in a person whom a camera had not seen before.
     *
     * @param exemplars of one model; nothing is learned from none
     */
    public void learn(String cameraId, Modality modality, List<UnitVector> exemplars) {
        if (exemplars.isEmpty()) {
            return;
        }
        UnitVector first = exemplars.get(0);
        String key = key(modality, cameraId);
        Optional<UsualLook> before = known(modality, first, cameraId);
        float[] sum = before.map(UsualLook::sum).orElseGet(() -> new float[first.dimension()]);
        for (UnitVector exemplar : exemplars) {
            float[] values = exemplar.values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i] / exemplars.size();
            }
        }
        double people = 1 + before.map(UsualLook::people).orElse(0.0);
        float part = people > MOST_PEOPLE ? 0.5f : 1;
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= part;
        }
        put(key, new UsualLook(cameraId, modality, first.modelId(), people * part, sum));
        changed.add(key);
    }

    /** What strangers score with a descriptor of one camera; empty while too few people are known by its model. */
    public Optional<UsualScores> scores(Modality modality, UnitVector probe, String cameraId) {
        String model = modality.getNumber() + "/" + probe.modelId() + "/" + probe.dimension();
        SiteMean site = means.computeIfAbsent(
                model,
                k -> SiteMean.of(looks.values().stream()
                        .filter(look -> look.isOf(modality, probe))
                        .toList()));
        if (site.people() < LEAST_PEOPLE) {
            return Optional.empty();
        }
        return Optional.of(strangers
                .computeIfAbsent(
                        model + "/" + cameraId,
                        k -> Strangers.of(
                                site,
                                known(modality, probe, cameraId),
                                probe.modelId(),
                                site.people() / (site.people() + SHRINK)))
                .with(probe));
    }

    /** Drops the sums of few people in cameras that saw somebody who is to be forgotten. */
    public void forget(Set<String> cameraIds) {
        for (Map.Entry<String, UsualLook> entry : List.copyOf(looks.entrySet())) {
            UsualLook look = entry.getValue();
            if (cameraIds.contains(look.cameraId()) && look.people() < FEW) {
                looks.remove(entry.getKey());
                forgetDerived();
                changed.add(entry.getKey());
            }
        }
    }

    /** Takes over what was drained. */
    public void restore(UsualLook look) {
        put(key(look.modality(), look.cameraId()), look);
    }

    /** Hands every camera that changed since the last call to {@code store}, by its key; null: its sum is dropped. */
    public void drain(BiConsumer<String, @Nullable UsualLook> store) {
        changed.forEach(key -> store.accept(key, looks.get(key)));
        changed.clear();
    }

    private void put(String key, UsualLook look) {
        looks.put(key, look);
        forgetDerived();
    }

    private void forgetDerived() {
        means.clear();
        strangers.clear();
    }

    private Optional<UsualLook> known(Modality modality, UnitVector like, String cameraId) {
        return Optional.ofNullable(looks.get(key(modality, cameraId))).filter(look -> look.isOf(modality, like));
    }

    private static String key(Modality modality, String cameraId) {
        return modality.getNumber() + "/" + cameraId;
    }
}
