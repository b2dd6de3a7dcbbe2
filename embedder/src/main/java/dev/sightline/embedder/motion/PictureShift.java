package dev.sightline.embedder.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * By how much what stands still moved from one picture of a camera to the next, pixels.
 *
 * <p>Blocks of the earlier picture that have edges are looked for in the later one by steepest descent of squared
 * differences, to a fraction of a pixel; the median of where they went is taken when most agree, so that people who walk
 * and blocks that show nothing do not count (Vella et al. 2002, "Digital image stabilization by adaptive block motion vectors
 * filtering"). They begin where they were; when they do not agree there, where those of the pictures at half the size went
 * (Bierling 1988, "Displacement estimation by hierarchical blockmatching"), and at last where rows and columns summed up fit
 * best (Ratakonda 1998, "Real-time digital video stabilization for multi-media applications").
 *
 * @param dx to the right
 * @param dy down
 */
public record PictureShift(double dx, double dy) {
    /** In values of the small picture: less is noise, and too little for the tracker to matter. */
    private static final double STILL = 0.2;

    private static final PictureShift NONE = new PictureShift(0, 0);

    private static final int BLOCK = 12;
    private static final int COLUMNS = 8;
    private static final int ROWS = 6;
    private static final int FEWEST = 8;
    private static final double AGREEING = 0.45;
    /** Agreeing blocks differ by no more than this along each side. */
    private static final double NEAR = 0.7;
    /** Mean squared slope that a block needs along both sides. */
    private static final int SLOPE = 12;
    /** Share of a side that the picture may have moved by. */
    private static final double FARTHEST = 0.3;

    /**
     * The shift between two pictures; empty when the camera stood still, and when it cannot be measured: pictures of different
     * size, without edges, or of different things.
     */
    public static Optional<PictureShift> between(SmallPicture before, SmallPicture now) {
        if (!before.fits(now) || now.width() < 4 * BLOCK || now.height() < 4 * BLOCK) {
            return Optional.empty();
        }
        List<Block> blocks = blocks(before);
        if (blocks.size() < FEWEST) {
            return Optional.empty();
        }
        return agreed(blocks, before, now, NONE)
                .or(() -> ofHalves(before, now).flatMap(start -> agreed(blocks, before, now, start)))
                .or(() -> agreed(blocks, before, now, ofProfiles(before, now)))
                .filter(s -> Math.max(Math.abs(s.dx), Math.abs(s.dy)) >= STILL)
                .map(s -> new PictureShift(s.dx * now.cell(), s.dy * now.cell()));
    }

    private static Optional<PictureShift> ofHalves(SmallPicture before, SmallPicture now) {
        SmallPicture half = before.halved();
        return agreed(blocks(half), half, now.halved(), NONE).map(s -> new PictureShift(2 * s.dx, 2 * s.dy));
    }

    private static PictureShift ofProfiles(SmallPicture before, SmallPicture now) {
        return new PictureShift(
                Profile.shift(Profile.columns(before), Profile.columns(now), FARTHEST),
                Profile.shift(Profile.rows(before), Profile.rows(now), FARTHEST));
    }

    private record Block(int x, int y) {}

    /** The blocks of a grid that can be told from where they are moved to, along both sides. */
    private static List<Block> blocks(SmallPicture picture) {
        List<Block> blocks = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int x = 2 + column * (picture.width() - BLOCK - 4) / (COLUMNS - 1);
                int y = 2 + row * (picture.height() - BLOCK - 4) / (ROWS - 1);
                if (hasEdges(picture, x, y)) {
                    blocks.add(new Block(x, y));
                }
            }
        }
        return blocks;
    }

    private static boolean hasEdges(SmallPicture picture, int left, int top) {
        long across = 0;
        long down = 0;
        for (int y = top; y < top + BLOCK; y++) {
            for (int x = left; x < left + BLOCK; x++) {
                int right = picture.at(x + 1, y) - picture.at(x, y);
                int below = picture.at(x, y + 1) - picture.at(x, y);
                across += (long) right * right;
                down += (long) below * below;
            }
        }
        return Math.min(across, down) >= (long) SLOPE * BLOCK * BLOCK;
    }

    private static Optional<PictureShift> agreed(
            List<Block> blocks, SmallPicture before, SmallPicture now, PictureShift start) {
        List<PictureShift> moves = new ArrayList<>();
        int inside = 0;
        for (Block block : blocks) {
            BlockSearch search = new BlockSearch(before, now, block.x, block.y, BLOCK);
            int x = (int) Math.rint(start.dx);
            int y = (int) Math.rint(start.dy);
            if (search.isInside(x, y)) {
                inside++;
                search.descend(x, y).ifPresent(moves::add);
            }
        }
        if (moves.size() < FEWEST) {
            return Optional.empty();
        }
        double x = median(moves, PictureShift::dx);
        double y = median(moves, PictureShift::dy);
        List<PictureShift> near = moves.stream()
                .filter(m -> Math.abs(m.dx - x) <= NEAR && Math.abs(m.dy - y) <= NEAR)
                .toList();
        return near.size() < Math.max(FEWEST, AGREEING * inside)
                ? Optional.empty()
                : Optional.of(new PictureShift(mean(near, PictureShift::dx), mean(near, PictureShift::dy)));
    }

    private static double median(List<PictureShift> moves, ToDoubleFunction<PictureShift> side) {
        double[] sorted = moves.stream().mapToDouble(side).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double mean(List<PictureShift> moves, ToDoubleFunction<PictureShift> side) {
        return moves.stream().mapToDouble(side).average().orElse(0);
    }
}
