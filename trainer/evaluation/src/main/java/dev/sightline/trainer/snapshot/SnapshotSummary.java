package dev.sightline.trainer.snapshot;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.source.ExcludedPicture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is in a snapshot, as text for people. */
public final class SnapshotSummary {
    private static final int SHOWN = 10;

    private SnapshotSummary() {}

    public static String text(Snapshot snapshot) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s  %s%n%d pictures of %d people in %d cameras at %d sites; %s.%n%n",
                snapshot.name(),
                snapshot.hash(),
                snapshot.crops().size(),
                snapshot.identities().size(),
                snapshot.places().size(),
                snapshot.sites().size(),
                snapshot.coverage().sentence()));
        text.append(String.format(
                "%-24s %9s %7s %10s  %s%n", "site / camera", "pictures", "people", "tracklets", "pictures a person"));
        Map<String, List<Crop>> groups = new TreeMap<>();
        for (Crop crop : snapshot.crops()) {
            groups.computeIfAbsent(crop.site(), k -> new ArrayList<>()).add(crop);
            groups.computeIfAbsent(crop.place(), k -> new ArrayList<>()).add(crop);
        }
        groups.forEach((name, crops) -> text.append(row(name, crops)));
        text.append(constraints(snapshot.constraints()));
        text.append(excluded(snapshot.excluded()));
        return text.toString();
    }

    private static String row(String name, List<Crop> crops) {
        Map<String, Integer> people = new TreeMap<>();
        Set<String> tracklets = new HashSet<>();
        int distractors = 0;
        for (Crop crop : crops) {
            if (crop.isDistractor()) {
                distractors++;
            } else {
                people.merge(crop.identity(), 1, Integer::sum);
            }
            if (!crop.tracklet().isEmpty()) {
                tracklets.add(crop.place() + "/" + crop.tracklet());
            }
        }
        List<Integer> counts = people.values().stream().sorted().toList();
        return String.format(
                "%-24s %9d %7d %10s  %s%s%n",
                name.contains("/") ? "  " + name.substring(name.indexOf('/') + 1) : name,
                crops.size(),
                people.size(),
                tracklets.isEmpty() ? "-" : Integer.toString(tracklets.size()),
                counts.isEmpty()
                        ? "-"
                        : counts.get(0) + " to " + counts.get(counts.size() - 1) + ", median "
                                + counts.get(counts.size() / 2),
                distractors == 0 ? "" : ", " + distractors + " distractors");
    }

    private static String constraints(Constraints constraints) {
        return constraints.exhaustive()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%nMade of labeled pairs at %s: %d pairs of people are stated to be different, of the others"
                                + " there nobody knows.%n",
                        String.join(", ", new TreeSet<>(constraints.openSites())),
                        constraints.apart().size());
    }

    private static String excluded(List<ExcludedPicture> excluded) {
        if (excluded.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format("%n%d left out:%n", excluded.size()));
        excluded.stream().limit(SHOWN).forEach(e -> text.append(String.format("  %s: %s%n", e.path(), e.reason())));
        return excluded.size() > SHOWN ? text.append(String.format("  …%n")).toString() : text.toString();
    }
}
