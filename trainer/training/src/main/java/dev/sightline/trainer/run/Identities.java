package dev.sightline.trainer.run;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.TrainingSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Which of the identities of a training set may be one person under two names. Two of an open site may be, unless they are
 * stated to be two or one camera saw both: a person has a name for each camera until somebody joins them, and seldom two in
 * one. Two who are doubted may be, at every site. One thread.
 */
final class Identities {
    /** Every two identities are two people. */
    static final Identities COMPLETE = new Identities(Constraints.complete(), List.of(), List.of());

    private final Constraints constraints;
    private final List<String> names;
    private final List<Set<String>> places;
    private final Map<Integer, BitSet> known = new HashMap<>();

    private Identities(Constraints constraints, List<String> names, List<Set<String>> places) {
        this.constraints = constraints;
        this.names = names;
        this.places = places;
    }

    static Identities of(TrainingSet data) {
        List<String> names = data.identities();
        List<Set<String>> places = new ArrayList<>();
        names.forEach(name -> places.add(new HashSet<>()));
        for (Crop crop : data.crops()) {
            places.get(data.label(crop)).add(crop.place());
        }
        return new Identities(data.constraints(), names, places);
    }

    /**
     * Whom the people of a batch may be beside themselves.
     *
     * @param labels [N] int64
     * @return [N,identities] bool where labels are; empty where every two identities are two people
     */
    Optional<Tensor> maybeOne(Tensor labels) {
        if (constraints.exhaustive() && constraints.doubted().isEmpty()) {
            return Optional.empty();
        }
        int rows = Math.toIntExact(labels.size(0));
        Tensor here = labels.cpu();
        float[] marks = new float[Math.multiplyExact(rows, names.size())];
        for (int row = 0; row < rows; row++) {
            int at = row * names.size();
            known.computeIfAbsent((int) here.select(0, row).item_long(), this::others).stream()
                    .forEach(other -> marks[at + other] = 1);
        }
        return Optional.of(
                Tensor.create(marks, rows, names.size()).gt(new Scalar(0.5)).to(labels.device(), ScalarType.Bool));
    }

    private BitSet others(int person) {
        BitSet others = new BitSet();
        for (int other = 0; other < names.size(); other++) {
            if (other != person && mayBeOne(person, other)) {
                others.set(other);
            }
        }
        return others;
    }

    private boolean mayBeOne(int one, int other) {
        boolean doubted = constraints.doubted().contains(Constraints.Apart.of(names.get(one), names.get(other)));
        return doubted
                || !constraints.different(names.get(one), names.get(other))
                        && Collections.disjoint(places.get(one), places.get(other));
    }
}
