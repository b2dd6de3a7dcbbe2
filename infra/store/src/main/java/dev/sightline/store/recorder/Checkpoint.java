package dev.sightline.store.recorder;

/** Called at the steps of a batch, so that tests can kill the recorder between any two of them. */
@FunctionalInterface
interface Checkpoint {
    Checkpoint NONE = step -> {};

    void reached(Step step);

    /** Steps of a batch in their order. */
    enum Step {
        POLLED,
        OFFSETS_CLAIMED,
        CROPS_STORED,
        ROWS_WRITTEN,
        LETTERS_SENT,
        COMMITTED
    }
}
