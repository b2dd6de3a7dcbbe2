package dev.sightline.embedder.motion;

import java.util.Optional;

/** Looks for one block of a picture in the next one. */
final class BlockSearch {
    private static final int STEPS = 6;

    private final SmallPicture before;
    private final SmallPicture now;
    private final int left;
    private final int top;
    private final int size;

    BlockSearch(SmallPicture before, SmallPicture now, int left, int top, int size) {
        this.before = before;
        this.now = now;
        this.left = left;
        this.top = top;
        this.size = size;
    }

    /** Whether the block and what is next to it lie in the picture when moved. */
    boolean isInside(int dx, int dy) {
        return left + dx >= 1 && top + dy >= 1 && left + dx + size < now.width() && top + dy + size < now.height();
    }

    /** Goes downhill from a place; where the next picture fits best, if that is found within a few steps. */
    Optional<PictureShift> descend(int startX, int startY) {
        int x = startX;
        int y = startY;
        int here = difference(x, y);
        for (int step = 0; step < STEPS && isInside(x, y); step++) {
            int left1 = difference(x - 1, y);
            int right1 = difference(x + 1, y);
            int above = difference(x, y - 1);
            int below = difference(x, y + 1);
            int least = Math.min(Math.min(left1, right1), Math.min(above, below));
            if (least >= here) {
                return Optional.of(new PictureShift(x + vertex(left1, here, right1), y + vertex(above, here, below)));
            }
            // Both sides at once: half the steps.
            int nx = x + (Math.min(left1, right1) < here ? left1 < right1 ? -1 : 1 : 0);
            int ny = y + (Math.min(above, below) < here ? above < below ? -1 : 1 : 0);
            if (!isInside(nx, ny)) {
                return Optional.empty();
            }
            int next = difference(nx, ny);
            if (next >= here) {
                boolean across = least == left1 || least == right1;
                nx = across ? nx : x;
                ny = across ? y : ny;
                next = least;
            }
            x = nx;
            y = ny;
            here = next;
        }
        return Optional.empty();
    }

    /** Where the parabola through three neighbors is least, -0.5 to 0.5. */
    private static double vertex(int before, int here, int after) {
        double curve = (double) before - 2.0 * here + after;
        return curve <= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve)));
    }

    private int difference(int dx, int dy) {
        byte[] a = before.values();
        byte[] b = now.values();
        int width = now.width();
        int sum = 0;
        for (int y = top; y < top + size; y++) {
            int from = y * width + left;
            int to = (y + dy) * width + left + dx;
            for (int x = 0; x < size; x++) {
                int d = (a[from + x] & 0xFF) - (b[to + x] & 0xFF);
                sum += d * d;
            }
        }
        return sum;
    }
}
