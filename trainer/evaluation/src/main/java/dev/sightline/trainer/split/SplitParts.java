package dev.sightline.trainer.split;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.snapshot.Crop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is in which part of a {@link Split}, by name: what a run and its package keep, so that nobody who trained is later
 * taken for somebody held out. Read and written as JSON.
 *
 * @param data hash of the snapshot
 * @param sha256 over the sorted lines {@code part TAB crop} of all crops and {@code doubt TAB person TAB person}
 * @param training people who train
 * @param validation people by whom the best epoch is chosen
 * @param test people held out for the final judgment
 */
public record SplitParts(
        String data, String sha256, List<String> training, List<String> validation, List<String> test) {
    /** Names in a message. */
    private static final int NAMED = 5;

    public SplitParts {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    static SplitParts of(Split split) {
        List<String> lines = new ArrayList<>();
        lines(lines, "training", split.training().crops());
        lines(lines, "validation", split.validation());
        lines(lines, "test", split.test());
        split.training().constraints().doubted().stream()
                .sorted()
                .forEach(pair -> lines.add("doubt\t" + pair.first() + "\t" + pair.second() + "\n"));
        return new SplitParts(
                split.snapshot().hash(),
                Checksum.of(lines.stream()),
                split.training().identities(),
                people(split.validation()),
                people(split.test()));
    }

    private static void lines(List<String> lines, String part, List<Crop> crops) {
        crops.stream().map(c -> part + "\t" + c.key() + "\n").sorted().forEach(lines::add);
    }

    private static List<String> people(List<Crop> crops) {
        return crops.stream()
                .filter(c -> !c.isDistractor())
                .map(Crop::identity)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What speaks against going on, with this split, where {@code before} was used; the worst thing first.
     *
     * @return for people, completing "holds a run in which"; empty when both are the same split
     */
    public Optional<String> differenceFrom(SplitParts before) {
        if (sha256.equals(before.sha256)) {
            return Optional.empty();
        }
        Set<String> heldOut = new HashSet<>(validation);
        heldOut.addAll(test);
        return Stream.of(
                        counted(before.training, heldOut, "trained who are held out now"),
                        counted(before.validation, Set.copyOf(test), "chose the epoch who are the test now"),
                        counted(before.test, Set.copyOf(training), "were held out who would train now"),
                        counted(before.test, Set.copyOf(validation), "were the test who would choose the epoch now"),
                        counted(before.validation, Set.copyOf(training), "chose the epoch who would train now"))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.of("other pictures, or other pairs of people in doubt, were used"));
    }

    private static Optional<String> counted(List<String> then, Set<String> now, String what) {
        List<String> both = then.stream().filter(now::contains).toList();
        return both.isEmpty() ? Optional.empty() : Optional.of(both.size() + " people " + what + " " + named(both));
    }

    private static String named(List<String> people) {
        String names = String.join(", ", people.subList(0, Math.min(NAMED, people.size())));
        return "(" + names + (people.size() > NAMED ? " and " + (people.size() - NAMED) + " more" : "") + ")";
    }
}
