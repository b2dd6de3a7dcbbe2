package dev.sightline.matcher.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the nearest identities among rows whose cosines are known to within a slack. A first pass ranks by those, which
 * tells how far the last of the nearest can be at most; a second one measures exactly whom that leaves. A mean is never
 * above its greatest term, so both pass over most blocks by one comparison. What is found is what an exact scan finds.
 */
final class Selection {
    private final Roster roster;
    private final RowMatrix matrix;
    private final Scores scores;
    private final Ranking across;
    private final Ranking within;
    /** No row below this cosine can bring its identity in across cameras. */
    private float acrossFloor;
    /** No row of the probe's own camera below this cosine can bring its identity in within it. */
    private float withinFloor;

    private double acrossDistance;
    private double withinDistance;

    Selection(Roster roster, RowMatrix matrix, Scores scores) {
        this.roster = roster;
        this.matrix = matrix;
        this.scores = scores;
        this.across = new Ranking(roster);
        this.within = new Ranking(roster);
    }

    /** Answers the search whose probe was scored as number {@code probe}. */
    Neighbors select(Search search, int probe) {
        GroupCounts counts = roster.counts();
        int others = counts.across(search.group());
        int own = counts.within(search.group());
        across.clear(Math.min(search.limit(), others), 0);
        within.clear(Math.min(search.limit(), own), 0);
        pass(search, probe, false);
        double error = 2 * matrix.slack(); // of a distance; the last one's and each candidate's
        across.clear(Math.min(search.limit(), others), error);
        within.clear(Math.min(search.limit(), own), error);
        pass(search, probe, true);
        return new Neighbors(matches(search, probe), others, own);
    }

    private void pass(Search search, int probe, boolean exactly) {
        lift();
        float[] cosines = scores.cosines;
        int offset = scores.cosineAt(probe, 0);
        int row = 0;
        for (int block = 0; block < matrix.blocks(); block++) {
            if (scores.greatest[scores.greatestAt(probe, block)] >= Math.min(acrossFloor, withinFloor)) {
                int end = (block + 1) * Block.ROWS;
                for (row = Math.max(row, block * Block.ROWS); row < end; row++) {
                    if (mayMatter(cosines[offset + row], row, search.group())) {
                        int number = roster.owner(row);
                        look(search, probe, number, exactly);
                        row = roster.end(number) - 1;
                    }
                }
            }
        }
    }

    private boolean mayMatter(float cosine, int row, int ownGroup) {
        return (cosine >= acrossFloor || cosine >= withinFloor && roster.group(row) == ownGroup)
                && roster.owner(row) != Roster.NOBODY;
    }

    private void look(Search search, int probe, int number, boolean exactly) {
        measure(search.group(), probe, number);
        if ((across.mayTake(acrossDistance) || within.mayTake(withinDistance))
                && search.allowed().test(roster.id(number))) {
            if (exactly) {
                matrix.measure(roster.start(number), roster.end(number), scores, probe);
                measure(search.group(), probe, number);
            }
            across.offer(acrossDistance, number);
            within.offer(withinDistance, number);
            lift();
        }
    }

    private void lift() {
        acrossFloor = floor(across);
        withinFloor = floor(within);
    }

    private static float floor(Ranking ranking) {
        return Math.nextDown((float) (1 - ranking.reach() / 2));
    }

    private void measure(int ownGroup, int probe, int number) {
        acrossDistance = Double.POSITIVE_INFINITY;
        withinDistance = Double.POSITIVE_INFINITY;
        int end = roster.end(number);
        for (int row = roster.start(number), next; row < end; row = next) {
            int group = roster.group(row);
            next = row + 1;
            while (next < end && roster.group(next) == group) {
                next++;
            }
            double distance = distance(probe, row, next);
            if (group == ownGroup) {
                withinDistance = distance;
            } else {
                acrossDistance = Math.min(acrossDistance, distance);
            }
        }
    }

    private double distance(int probe, int from, int to) {
        float greatest = Float.NEGATIVE_INFINITY;
        float second = Float.NEGATIVE_INFINITY;
        for (int row = from; row < to; row++) {
            float cosine = scores.cosine(probe, row);
            if (cosine > greatest) {
                second = greatest;
                greatest = cosine;
            } else if (cosine > second) {
                second = cosine;
            }
        }
        return NearestMean.squaredDistance(greatest, second, to - from);
    }

    private List<Match> matches(Search search, int probe) {
        int[] found = new int[across.size() + within.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = i < across.size() ? across.number(i) : within.number(i - across.size());
        }
        Arrays.sort(found);
        List<Match> matches = new ArrayList<>(found.length);
        for (int i = 0; i < found.length; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                matches.add(match(search.group(), probe, found[i]));
            }
        }
        matches.sort(Match.NEAREST_FIRST);
        return matches;
    }

    Match match(int ownGroup, int probe, int number) {
        measure(ownGroup, probe, number);
        return new Match(roster.id(number), acrossDistance, withinDistance);
    }
}
