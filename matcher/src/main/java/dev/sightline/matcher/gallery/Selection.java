package dev.sightline.matcher.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the nearest identities among rows whose cosines are known from above. A first pass ranks by those; the exact distances
 * of whom it keeps tell how far the last of the nearest can be at most. A second pass looks again at whom that leaves. Of an
 * identity only those rows are measured that its distances hang on, at first those that brought it in. A
 * mean is never above its greatest term, so both passes over many rows by one comparison. What is found is what an exact
 * scan finds.
 */
final class Selection {
    private static final int NONE = -1;

    private final Roster roster;
    private final RowMatrix matrix;
    private final Scores scores;
    private final Ranking across;
    private final Ranking within;
    /** No row below this cosine can bring its identity in across cameras. */
    private float acrossFloor;
    /** No row of the probe's own camera below this cosine can bring its identity in within it. */
    private float withinFloor;

    /** Rows whose cosine to the probe is exact. */
    private final BitSet measured = new BitSet();

    private double acrossDistance;
    private double withinDistance;
    /** A row that is to be measured before the distance across cameras is exact; {@link #NONE}: it is. */
    private int acrossUnsure;
    /** The same for the distance within the probe's own camera. */
    private int withinUnsure;

    Selection(Roster roster, RowMatrix matrix, Scores scores) {
        this.roster = roster;
        this.matrix = matrix;
        this.scores = scores;
        this.across = new Ranking(roster);
        this.within = new Ranking(roster);
    }

    /** Answers the search whose probe was scored as number {@code probe}. */
    Neighbors select(Search search, int probe) {
        measured.clear();
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
            sharpen(ownGroup, probe, ranking.number(i), false);
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
            sharpen(search.group(), probe, number, true);
        }
        if (mayTake() && search.allowed().test(roster.id(number))) {
            across.offer(acrossDistance, number);
            within.offer(withinDistance, number);
            lift();
        }
    }

    /** Measures exactly what an identity's distances hang on, or, of one that need be exact only while it is near, until it is too far. */
    private void sharpen(int ownGroup, int probe, int number, boolean whileNear) {
        measure(ownGroup, probe, number);
        if (isUnsure() && !isBegun(number)) {
            matrix.raise(roster.start(number), roster.end(number), scores, probe);
            measure(ownGroup, probe, number);
        }
        while (isUnsure() && (!whileNear || mayTake())) {
            int row = acrossUnsure == NONE ? withinUnsure : acrossUnsure;
            matrix.measure(row, row + 1, scores, probe);
            measured.set(row);
            measure(ownGroup, probe, number);
        }
    }

    private boolean isUnsure() {
        return acrossUnsure != NONE || withinUnsure != NONE;
    }

    private boolean isBegun(int number) {
        int first = measured.nextSetBit(roster.start(number));
        return first >= 0 && first < roster.end(number);
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
        acrossUnsure = NONE;
        withinUnsure = NONE;
        int end = roster.end(number);
        for (int row = roster.start(number), next; row < end; row = next) {
            int group = roster.group(row);
            next = row + 1;
            while (next < end && roster.group(next) == group) {
                next++;
            }
            measure(probe, row, next, group == ownGroup);
        }
    }

    /** Takes in the rows of one group, by the one or two nearest of them. */
    private void measure(int probe, int from, int to, boolean isOwn) {
        int offset = scores.cosineAt(probe, 0);
        int nearest = from;
        int second = NONE;
        for (int row = from + 1; row < to; row++) {
            float cosine = scores.cosines[offset + row];
            if (cosine > scores.cosines[offset + nearest]) {
                second = nearest;
                nearest = row;
            } else if (second == NONE || cosine > scores.cosines[offset + second]) {
                second = row;
            }
        }
        double distance = NearestMean.squaredDistance(
                scores.cosines[offset + nearest], second == NONE ? 0 : scores.cosines[offset + second], to - from);
        if (isOwn) {
            withinDistance = distance;
            withinUnsure = unsure(nearest, second);
        } else if (distance < acrossDistance) {
            acrossDistance = distance;
            acrossUnsure = unsure(nearest, second);
        }
    }

    private int unsure(int nearest, int second) {
        if (!measured.get(nearest)) {
            return nearest;
        }
        return second == NONE || measured.get(second) ? NONE : second;
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
