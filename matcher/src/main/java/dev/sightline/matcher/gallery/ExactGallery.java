package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares the probe with every exemplar, rounded to a byte a value or, in a gallery too large for a processor's cache, to five
 * bits, and measures those exactly that rounding leaves in doubt: nothing is missed, and a quarter or a sixth of the memory is read.
 */
final class ExactGallery implements Gallery {
    private static final int BATCH = 32;
    /** Bytes of rounded rows beyond which they hardly stay in a processor's cache from search to search. */
    static final long CACHE = 1 << 23;
    /** Cosines kept for a batch, at most, unless one probe alone has more. */
    private static final int COSINES = 1 << 24;

    private final UnitVector example;
    private final BlockScan scan;
    private final RowMatrix matrix;
    private final Roster roster = new Roster();
    private final FreeRows ranges = new FreeRows();
    private final Scores scores;
    private final Selection selection;
    private final ForeseenAnswers foreseen = new ForeseenAnswers();

    ExactGallery(UnitVector example, BlockScan scan) {
        this.example = example;
        this.scan = scan;
        this.matrix = new RowMatrix(example.dimension(), scan);
        this.scores = new Scores(example.dimension());
        this.selection = new Selection(roster, matrix, scores);
    }

    @Override
    public void put(String identityId, List<Row> rows) {
        rows.forEach(row -> requireComparable(row.vector()));
        if (rows.isEmpty()) {
            remove(identityId);
            return;
        }
        List<Row> sorted =
                rows.stream().sorted(Comparator.comparingInt(Row::group)).toList();
        if (holds(roster.number(identityId), sorted)) {
            return;
        }
        foreseen.changed(identityId);
        release(roster.number(identityId));
        int start = ranges.take(sorted.size());
        matrix.resize(ranges.end());
        matrix.write(start, sorted);
        roster.add(identityId, start, sorted.stream().mapToInt(Row::group).toArray());
    }

    @Override
    public void remove(String identityId) {
        if (roster.number(identityId) != Roster.NOBODY) {
            foreseen.remove(identityId);
            release(roster.number(identityId));
        }
    }

    private boolean holds(int number, List<Row> sorted) {
        if (number == Roster.NOBODY || roster.end(number) - roster.start(number) != sorted.size()) {
            return false;
        }
        for (int i = 0; i < sorted.size(); i++) {
            int row = roster.start(number) + i;
            if (roster.group(row) != sorted.get(i).group()
                    || !matrix.holds(row, sorted.get(i).vector())) {
                return false;
            }
        }
        return true;
    }

    private void release(int number) {
        if (number == Roster.NOBODY) {
            return;
        }
        int start = roster.start(number);
        int end = roster.end(number);
        IntStream.range(start, end).forEach(matrix::clear);
        roster.remove(number);
        ranges.release(start, end - start);
        if (ranges.free() > Block.ROWS + ranges.end() / 4) {
            closeGaps();
        }
    }

    @Override
    public Neighbors nearest(Search search) {
        requireComparable(search.probe());
        return foreseen.answer(search, this, roster.counts())
                .orElseGet(() -> batch(List.of(search)).get(0));
    }

    @Override
    public List<Neighbors> nearest(List<Search> searches) {
        int most = Math.max(1, Math.min(BATCH, COSINES / Math.max(1, matrix.blocks() * Block.ROWS)));
        List<Neighbors> found = new ArrayList<>(searches.size());
        for (int from = 0; from < searches.size(); from += most) {
            found.addAll(batch(searches.subList(from, Math.min(from + most, searches.size()))));
        }
        return found;
    }

    @Override
    public boolean isLarge() {
        return (long) matrix.blocks() * Block.ROWS * example.dimension() > CACHE;
    }

    @Override
    public void foresee(List<Search> searches) {
        List<Search> asked = searches.stream()
                .filter(search -> !foreseen.has(search))
                .map(search -> Search.of(search.probe(), search.group(), search.limit()))
                .toList();
        List<Neighbors> found = nearest(asked);
        for (int i = 0; i < asked.size(); i++) {
            foreseen.put(asked.get(i), found.get(i));
        }
    }

    @Override
    public boolean hasForeseen(Search search) {
        return foreseen.has(search);
    }

    private List<Neighbors> batch(List<Search> searches) {
        int count = searches.size();
        searches.forEach(search -> requireComparable(search.probe()));
        scores.prepare(count, matrix.blocks());
        for (int i = 0; i < count; i++) {
            scores.probe(i, searches.get(i).probe());
        }
        for (int block = 0; block < matrix.blocks(); block++) {
            scan.scan(matrix.block(block), block, count, scores); // It stays in the cache while all probes meet it.
        }
        List<Neighbors> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            found.add(selection.select(searches.get(i), i));
        }
        return found;
    }

    @Override
    public Optional<Match> distances(UnitVector probe, int group, String identityId) {
        requireComparable(probe);
        int number = roster.number(identityId);
        if (number == Roster.NOBODY) {
            return Optional.empty();
        }
        scores.prepare(1, matrix.blocks());
        scores.probe(0, probe);
        matrix.measure(roster.start(number), roster.end(number), scores, 0);
        return Optional.of(selection.match(group, 0, number));
    }

    @Override
    public int size() {
        return roster.size();
    }

    @Override
    public int rows() {
        return roster.rows();
    }

    /** Moves everybody's rows together, in their order. */
    private void closeGaps() {
        int to = 0;
        for (int row = 0; row < ranges.end(); row++) {
            int number = roster.owner(row);
            if (number != Roster.NOBODY) {
                int from = row;
                int length = roster.end(number) - from;
                for (int i = 0; i < length && to < from; i++) {
                    matrix.move(from + i, to + i);
                }
                roster.move(number, to);
                to += length;
                row += length - 1;
            }
        }
        ranges.reset(to);
        matrix.resize(to);
    }

    private void requireComparable(UnitVector vector) {
        if (!vector.modelId().equals(example.modelId()) || vector.dimension() != example.dimension()) {
            example.cosine(vector); // refuses by naming both models
        }
    }
}
