package dev.sightline.trainer.report;

/**
 * Names in the events of a {@link RunLog}. An event has the keys that apply to it and may have others of its own; the
 * report draws what it finds.
 */
public final class LogKeys {
    /** What happened, text: {@value #STEP_EVENT}, {@value #EPOCH_EVENT}, or a word of the writer's own, which the report lists. */
    public static final String EVENT = "event";

    /** Value of {@link #EVENT}: some steps were taken. */
    public static final String STEP_EVENT = "step";

    /** Value of {@link #EVENT}: an epoch is over. */
    public static final String EPOCH_EVENT = "epoch";

    /** Whole number from 1: the epoch that runs or is over. */
    public static final String EPOCH = "epoch";

    /** Whole number from 1: optimizer steps taken since the start of the run, over all epochs. */
    public static final String STEP = "step";

    /** Learning rate of the step. */
    public static final String RATE = "rate";

    /** Map of loss name to its mean value since the event before; the weighted sum under {@code total}. */
    public static final String LOSSES = "losses";

    /** Mean L2 norm of the gradient before clipping. */
    public static final String GRADIENT_NORM = "gradient_norm";

    /** Crops trained on per second. */
    public static final String IMAGES_PER_SECOND = "images_per_second";

    /** Seconds to the end of the run. */
    public static final String ETA_SECONDS = "eta_seconds";

    /** Collapse: share of triplets with a loss above 0, 0..1. */
    public static final String ACTIVE_TRIPLETS = "active_triplets";

    /** Collapse: mean distance of genuine pairs. */
    public static final String GENUINE_DISTANCE = "genuine_distance";

    /** Collapse: mean distance of impostor pairs. */
    public static final String IMPOSTOR_DISTANCE = "impostor_distance";

    /** Collapse: mean L2 norm of the features before they are normalized. */
    public static final String FEATURE_NORM = "feature_norm";

    /** Collapse: effective rank of the descriptors of an epoch, 1..dimension. */
    public static final String EFFECTIVE_RANK = "effective_rank";

    /** Rank-1 on the validation people, 0..1. */
    public static final String VALIDATION_RANK1 = "validation_rank1";

    /** mAP on the validation people, 0..1. */
    public static final String VALIDATION_MAP = "validation_map";

    /** Text for people, shown in the report's list of happenings. */
    public static final String MESSAGE = "message";

    private LogKeys() {}
}
