package dev.sightline.matcher.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the nearest identities among rows whose cosines are known from above. A first pass ranks by those; the exact distances
 * of whom it keeps tell how far the last of the nearest can be at most. A second pass measures exactly whom that leaves, at
 * first only the rows that brought them in. A mean is never above its greatest term, so both pass over many rows by one
 * comparison. What is found is what an exact scan finds.
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

    /** Of the rows of the identity at hand, whether they were measured exactly. */
    private boolean[] measured = new boolean[0];

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
        int mostAcross = Math.min(search.limit(), others);
        int mostWithin = Math.min(search.limit(), own);
        across.clear(mostAcross, Double.POSITIVE_INFINITY);
        within.clear(mostWithin, Double.POSITIVE_INFINITY);
        pass(search, probe, false);
        double farthestAcross = farthest(across, search.group(), probe);
        double farthestWithin = farthest(within, search.group(), probe);
        across.clear(mostAcross, farthestAcross);
        within.clear(mostWithin, farthestWithin);
        pass(search, probe, true);
        return new Neighbors(matches(search, probe), others, own);
    }

    /** The exact distance of the farthest that was kept; infinite while there is room for more. */
    private double farthest(Ranking ranking, int ownGroup, int probe) {
        double farthest = ranking.isFull() ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < ranking.size(); i++) {
            int number = ranking.number(i);
            matrix.measure(roster.start(number), roster.end(number), scores, probe);
            measure(ownGroup, probe, number);
            farthest = Math.max(farthest, ranking == across ? acrossDistance : withinDistance);
        }
        return farthest;
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
        if (exactly && mayTake()) {
            sharpen(search.group(), probe, number);
        }
        if (mayTake() && search.allowed().test(roster.id(number))) {
            across.offer(acrossDistance, number);
            within.offer(withinDistance, number);
            lift();
        }
    }

    /** Measures rows exactly, those that seem nearest first, until all are or their identity is too far for certain. */
    private void sharpen(int ownGroup, int probe, int number) {
        int start = roster.start(number);
        int end = roster.end(number);
        matrix.raise(start, end, scores, probe);
        if (measured.length < end - start) {
            measured = new boolean[2 * (end - start)];
        }
        Arrays.fill(measured, 0, end - start, false);
        for (int i = start; i < end && mayTake(); i++) {
            int nearest = -1;
            for (int row = start; row < end; row++) {
                if (!measured[row - start]
                        && (nearest < 0 || scores.cosine(probe, row) > scores.cosine(probe, nearest))) {
                    nearest = row;
                }
            }
            measured[nearest - start] = true;
            matrix.measure(nearest, nearest + 1, scores, probe);
            measure(ownGroup, probe, number);
        }
    }

    private boolean mayTake() {
        return across.mayTake(acrossDistance) || within.mayTake(withinDistance);
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
