package dev.sightline.trainer.snapshot;

import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.source.ExcludedPicture;
import dev.sightline.trainer.source.ExcludedPicture.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a data set was asked to hold and does not, one problem for each cause. */
final class SnapshotProblems {
    private SnapshotProblems() {}

    /** Pictures that the data set itself marks as unused are no problem. */
    static List<Problem> of(Snapshot snapshot) {
        Map<Cause, List<ExcludedPicture>> byCause = new EnumMap<>(Cause.class);
        snapshot.excluded()
                .forEach(e -> byCause.computeIfAbsent(e.cause(), k -> new ArrayList<>())
                        .add(e));
        byCause.remove(Cause.BY_DESIGN);
        List<Problem> problems = new ArrayList<>();
        byCause.forEach((cause, pictures) -> problems.add(problem(snapshot, cause, pictures)));
        return problems;
    }

    private static Problem problem(Snapshot snapshot, Cause cause, List<ExcludedPicture> pictures) {
        ExcludedPicture first = pictures.get(0);
        return new Problem(
                "data set " + snapshot.name(),
                "pictures-" + cause.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                pictures.size() + " pictures " + cause.what() + " and were left out, the first: " + first.path() + ": "
                        + first.reason(),
                pictures.size(),
                cause.advice());
    }
}
