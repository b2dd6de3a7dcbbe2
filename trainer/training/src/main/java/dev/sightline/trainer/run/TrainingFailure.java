package dev.sightline.trainer.run;

/**
 * A run that cannot go on because of what it was given: the loss is no number any more, or the descriptors collapsed.
 * The message says what to change; the last good state is in the run's folder.
 */
public final class TrainingFailure extends RuntimeException {
    public TrainingFailure(String message) {
        super(message);
    }
}
