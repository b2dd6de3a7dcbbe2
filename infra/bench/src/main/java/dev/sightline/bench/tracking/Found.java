package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.Box;
import java.util.List;

/**
 * A person as the detector found them.
 *
 * @param score 0..1
 */
record Found(Box box, double score) {

    /** The people of a frame with at least this score, in the detector's order. */
    static List<Found> people(Observation frame, double least) {
        return frame.getDetectionsList().stream()
                .filter(d -> d.getModality() == Modality.MODALITY_PERSON && d.getScore() >= least)
                .filter(d -> d.getBox().getWidth() > 0 && d.getBox().getHeight() > 0)
                .map(Found::of)
                .toList();
    }

    private static Found of(Detection d) {
        return new Found(
                new Box(
                        d.getBox().getX(),
                        d.getBox().getY(),
                        d.getBox().getWidth(),
                        d.getBox().getHeight()),
                d.getScore());
    }
}
