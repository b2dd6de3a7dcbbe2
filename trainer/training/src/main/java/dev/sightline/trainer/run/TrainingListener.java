package dev.sightline.trainer.run;

import java.util.Map;

/** Called as a training run goes on, on the run's thread; for progress on a terminal. */
public interface TrainingListener {

    /** Before the first epoch to come, a teacher is asked about every crop; takes as long as describing them twice. */
    default void asking(String teacher, int crops) {}

    /** @param epochsDone more than 0 when a run is resumed */
    default void started(int epochs, int epochsDone, int stepsPerEpoch) {}

    /** @param cost of the step by loss, the weighted sum under {@code total} */
    default void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {}

    /** @param event what the log says of the epoch */
    default void epochEnded(int epoch, Map<String, Object> event) {}

    /** @param sentence what is begun now, or what was decided, such as which epoch is kept */
    default void said(String sentence) {}

    /**
     * Called every few crops of a long piece of work besides learning.
     *
     * @param work such as {@code Describing test people}
     * @param done crops so far, of {@code total}
     */
    default void working(String work, int done, int total) {}

    /** Nobody listens. */
    TrainingListener NONE = new TrainingListener() {};
}
