package dev.sightline.embedder.motion;

/**
 * Where one block of a picture went, in values of that picture.
 *
 * @param x its middle, to the right of the picture's
 * @param y its middle, below the picture's
 * @param dx to the right
 * @param dy down
 */
record BlockMove(double x, double y, double dx, double dy) {

    /** Whether it went where the picture did, within a distance along each side. */
    boolean follows(PictureShift shift, double near) {
        return Math.abs(dx - shift.dxAt(x, y)) <= near && Math.abs(dy - shift.dyAt(x, y)) <= near;
    }
}
