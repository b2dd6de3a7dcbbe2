package dev.sightline.trainer.batch;

/**
 * Which crops learn together.
 *
 * @param crops places in the training set
 * @param labels one per crop: equal for one person, within this lesson
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over once
public record Lesson(int[] crops, long[] labels) {}
