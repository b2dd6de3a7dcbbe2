package dev.sightline.matcher.gallery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the nearest identities among scored rows. A mean is never above its greatest term, so an identity none of whose
 * rows is nearer than the farthest one kept cannot enter: most blocks are passed over by one comparison.
 */
final class Selection {
    private final Roster roster;
    private final Scores scores;
    private final Ranking across;
    private final Ranking within;
    private double acrossDistance;
    private double withinDistance;

    Selection(Roster roster, Scores scores) {
        this.roster = roster;
        this.scores = scores;
        this.across = new Ranking(roster);
        this.within = new Ranking(roster);
    }

    /** Answers the search whose probe was scored as number {@code probe}. */
    Neighbors select(Search search, int probe, int blocks) {
        GroupCounts counts = roster.counts();
        int others = counts.across(search.group());
        int own = counts.within(search.group());
        across.clear(Math.min(search.limit(), others));
        within.clear(Math.min(search.limit(), own));
        int row = 0;
        for (int block = 0; block < blocks; block++) {
            if (mayEnter(scores.greatest[scores.greatestAt(probe, block)])) {
                int end = (block + 1) * RowMatrix.BLOCK;
                for (row = Math.max(row, block * RowMatrix.BLOCK); row < end; row++) {
                    row = look(search, probe, row);
                }
            }
        }
        return new Neighbors(matches(search, probe), others, own);
    }

    /** Returns the last row that needs no further look. */
    private int look(Search search, int probe, int row) {
        int number = roster.owner(row);
        if (number == Roster.NOBODY || !mayEnter(scores.cosine(probe, row))) {
            return row;
        }
        measure(search.group(), probe, number);
        boolean near = across.takes(acrossDistance, number);
        boolean nearWithin = within.takes(withinDistance, number);
        if ((near || nearWithin) && search.allowed().test(roster.id(number))) {
            if (near) {
                across.add(acrossDistance, number);
            }
            if (nearWithin) {
                within.add(withinDistance, number);
            }
        }
        return roster.end(number) - 1;
    }

    private boolean mayEnter(float cosine) {
        return NearestMean.squaredDistance(cosine, cosine, 1) <= Math.max(across.bound(), within.bound());
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
        int[] found = IntStream.concat(
                        IntStream.range(0, across.size()).map(across::number),
                        IntStream.range(0, within.size()).map(within::number))
                .sorted()
                .distinct()
                .toArray();
        return Arrays.stream(found)
                .mapToObj(number -> match(search.group(), probe, number))
                .sorted(Match.NEAREST_FIRST)
                .toList();
    }

    Match match(int ownGroup, int probe, int number) {
        measure(ownGroup, probe, number);
        return new Match(roster.id(number), acrossDistance, withinDistance);
    }
}
