package dev.sightline.trainer.evaluate.retrieval;

/**
 * A query whose nearest row shows somebody else. The numbers are places in the lists of queries and gallery.
 *
 * @param query who asked
 * @param wrong the nearest row
 * @param right the nearest row that shows the person
 * @param wrongDistance of the nearest row
 * @param rightDistance of the right one
 */
public record HardError(int query, int wrong, int right, double wrongDistance, double rightDistance) {

    /** By how much the wrong row is nearer. */
    public double margin() {
        return rightDistance - wrongDistance;
    }
}
