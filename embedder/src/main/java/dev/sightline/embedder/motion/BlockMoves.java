package dev.sightline.embedder.motion;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What most blocks of a picture agree on: that all went the same way, or, where the camera zoomed or rolled, a similarity
 * transform. Blocks that went elsewhere show people who walk, or nothing, and do not count.
 */
final class BlockMoves {
    private static final int FEWEST = 8;
    private static final double AGREEING = 0.45;
    /** Agreeing blocks differ by no more than this along each side. */
    private static final double NEAR = 0.7;
    /** As far from the middle as a block may be, zoom and roll move it by this at least: less is noise. */
    private static final double BENT = 0.3;
    /** Zoom and roll from one frame to the next beyond which blocks agree by chance. */
    private static final double MOST = 0.15;
    /** Blocks that propose a transform lie this share of the picture's width and height apart. */
    private static final double APART = 0.4;

    private static final int ROUNDS = 3;

    private final List<BlockMove> moves;
    private final double width;
    private final double height;
    private final double needed;

    /**
     * @param asked blocks that were looked for, found or not
     */
    BlockMoves(List<BlockMove> moves, int asked, SmallPicture picture) {
        this.moves = moves;
        this.width = picture.width();
        this.height = picture.height();
        this.needed = Math.max(FEWEST, AGREEING * asked);
    }

    /** How the picture moved; empty where too few agree. */
    Optional<PictureShift> agreed() {
        if (moves.size() < FEWEST) {
            return Optional.empty();
        }
        PictureShift median = new PictureShift(median(BlockMove::dx), median(BlockMove::dy));
        List<BlockMove> near = near(median);
        if (near.size() < needed) {
            return proposed().flatMap(start -> turned(start, needed));
        }
        PictureShift straight = new PictureShift(mean(near, BlockMove::dx), mean(near, BlockMove::dy));
        return turned(straight, near.size()).or(() -> Optional.of(straight));
    }

    /** Fits zoom and roll as well, by least squares; empty where that is noise, or fewer agree than must. */
    private Optional<PictureShift> turned(PictureShift start, double least) {
        PictureShift fit = start;
        for (int round = 0; round < ROUNDS; round++) {
            fit = fit(near(fit));
        }
        double bent = Math.hypot(fit.stretch(), fit.turn());
        boolean plain = bent * Math.hypot(width, height) / 2 >= BENT && bent <= MOST;
        return plain && near(fit).size() >= least ? Optional.of(fit) : Optional.empty();
    }

    /** Of the transforms that take two blocks where they went, the one that most others follow. */
    private Optional<PictureShift> proposed() {
        PictureShift best = null;
        int most = 0;
        for (int i = 0; i < moves.size(); i++) {
            for (int j = i + 1; j < moves.size(); j++) {
                BlockMove a = moves.get(i);
                BlockMove b = moves.get(j);
                if (Math.abs(a.x() - b.x()) < APART * width && Math.abs(a.y() - b.y()) < APART * height) {
                    continue;
                }
                PictureShift proposal = fit(List.of(a, b));
                int count = count(proposal);
                if (count > most) {
                    most = count;
                    best = proposal;
                }
            }
        }
        return most >= needed ? Optional.ofNullable(best) : Optional.empty();
    }

    /** Least squares, in complex numbers: move = shift + (stretch + i turn) place. */
    private static PictureShift fit(List<BlockMove> of) {
        double x = mean(of, BlockMove::x);
        double y = mean(of, BlockMove::y);
        double dx = mean(of, BlockMove::dx);
        double dy = mean(of, BlockMove::dy);
        double along = 0;
        double across = 0;
        double spread = 0;
        for (BlockMove move : of) {
            double px = move.x() - x;
            double py = move.y() - y;
            double mx = move.dx() - dx;
            double my = move.dy() - dy;
            along += px * mx + py * my;
            across += px * my - py * mx;
            spread += px * px + py * py;
        }
        double stretch = spread > 0 ? along / spread : 0;
        double turn = spread > 0 ? across / spread : 0;
        return new PictureShift(dx - stretch * x + turn * y, dy - turn * x - stretch * y, stretch, turn);
    }

    private List<BlockMove> near(PictureShift shift) {
        return moves.stream().filter(m -> m.follows(shift, NEAR)).toList();
    }

    private int count(PictureShift shift) {
        int count = 0;
        for (BlockMove move : moves) {
            count += move.follows(shift, NEAR) ? 1 : 0;
        }
        return count;
    }

    private double median(ToDoubleFunction<BlockMove> side) {
        double[] sorted = moves.stream().mapToDouble(side).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double mean(List<BlockMove> moves, ToDoubleFunction<BlockMove> side) {
        return moves.stream().mapToDouble(side).average().orElse(0);
    }
}
