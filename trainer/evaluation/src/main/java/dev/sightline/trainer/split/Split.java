package dev.sightline.trainer.split;

import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A snapshot's people in three parts that share nobody: those that train, those that choose among training's results,
 * and those that only the final judgment sees. A {@link TrainingSet} can be had from here alone, so nobody held back
 * trains.
 *
 * <p>Where people are held back by time, pictures of the others taken later than that serve nowhere: training must not
 * see the time it is judged on. Distractors belong to the test.
 */
public final class Split {
    private final Snapshot snapshot;
    private final TrainingSet training;
    private final List<Crop> validation;
    private final List<Crop> test;
    private final int late;

    private Split(Snapshot snapshot, TrainingSet training, List<Crop> validation, List<Crop> test) {
        this.snapshot = snapshot;
        this.training = training;
        this.validation = List.copyOf(validation);
        this.test = List.copyOf(test);
        this.late = snapshot.crops().size() - training.crops().size() - validation.size() - test.size();
        requireApart();
    }

    /**
     * Splits.
     *
     * @param validation chosen among those whom {@code test} leaves
     * @throws IllegalArgumentException when fewer than two people are left to train on
     */
    public static Split of(Snapshot snapshot, Selection validation, Selection test) {
        Set<String> rest = new TreeSet<>(snapshot.identities());
        Set<String> testing = new HashSet<>(test.of(snapshot, rest));
        rest.removeAll(testing);
        Set<String> validating = validation.of(snapshot, rest);
        rest.removeAll(validating);
        Optional<Instant> testEnd = from(test);
        Optional<Instant> end = earlier(from(validation), testEnd);
        List<Crop> trains = new ArrayList<>();
        List<Crop> validates = new ArrayList<>();
        List<Crop> tests = new ArrayList<>();
        for (Crop crop : snapshot.crops()) {
            if (crop.isDistractor() || testing.contains(crop.identity())) {
                tests.add(crop);
            } else if (validating.contains(crop.identity())) {
                add(validates, crop, testEnd);
            } else {
                add(trains, crop, end);
            }
        }
        return new Split(snapshot, new TrainingSet(snapshot, snapshot.constraints(), trains), validates, tests);
    }

    private static Optional<Instant> from(Selection selection) {
        return selection instanceof Selection.From time ? Optional.of(time.time()) : Optional.empty();
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    private static void add(List<Crop> part, Crop crop, Optional<Instant> end) {
        boolean late =
                end.isPresent() && crop.time().isPresent() && !crop.time().get().isBefore(end.get());
        if (!late) {
            part.add(crop);
        }
    }

    /**
     * The same split, whose training does not hold these pairs of people for two: they are no negatives of each other.
     *
     * @param pairs as {@link LabelErrorSearch} found them, of which a person has struck out the good ones
     * @throws IllegalArgumentException naming an identity that the snapshot does not have
     */
    public Split doubting(Set<Apart> pairs) {
        Set<String> known = Set.copyOf(snapshot.identities());
        for (Apart pair : pairs) {
            for (String identity : List.of(pair.first(), pair.second())) {
                if (!known.contains(identity)) {
                    throw new IllegalArgumentException("the suspects name " + identity + ", whom data set '"
                            + snapshot.name() + "' does not have; make the list from the same data");
                }
            }
        }
        return new Split(
                snapshot,
                new TrainingSet(snapshot, snapshot.constraints().doubting(pairs), training.crops()),
                validation,
                test);
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /** Those that train. */
    public TrainingSet training() {
        return training;
    }

    /** Those that choose among training's results; may be empty. */
    public List<Crop> validation() {
        return validation;
    }

    /** Those that only the final judgment sees, and distractors; may be empty. */
    public List<Crop> test() {
        return test;
    }

    /** Pictures in no part, because they were taken after the time that others are held back from. */
    public int late() {
        return late;
    }

    /** Who is in which part, by name. */
    public SplitParts parts() {
        return SplitParts.of(this);
    }

    /** For people: pictures and people of each part. */
    public String sentence() {
        int doubted = training.constraints().doubted().size();
        return "train " + counted(training.crops())
                + (doubted == 0 ? "" : " (" + doubted + " pairs of people in doubt)") + ", validation "
                + counted(validation) + ", test " + counted(test)
                + (late == 0 ? "" : ", later than the split and unused " + late + " pictures");
    }

    private static String counted(List<Crop> crops) {
        return crops.size() + " pictures of " + identities(crops).size() + " people";
    }

    private static Set<String> identities(List<Crop> crops) {
        Set<String> identities = new TreeSet<>();
        crops.stream().filter(c -> !c.isDistractor()).map(Crop::identity).forEach(identities::add);
        return identities;
    }

    private void requireApart() {
        Set<String> seen = new HashSet<>(training.identities());
        for (List<Crop> part : List.of(validation, test)) {
            for (String identity : identities(part)) {
                if (!seen.add(identity)) {
                    throw new IllegalStateException("identity " + identity + " stands in two parts of the split");
                }
            }
        }
    }
}
