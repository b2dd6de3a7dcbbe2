package dev.sightline.trainer.imagetext;

/**
 * What one training run learned: both sides' linear maps. A text goes to t = weights (features - mean) / scale + bias, a
 * person to z = projection (descriptor - mean), and they are compared by cosine. Because z is linear, t's direction times
 * projection is a direction among descriptors as they are.
 *
 * @param weights [D, features] row by row
 * @param bias [D]
 * @param projection [D, D] row by row
 */
@SuppressWarnings("ArrayRecordComponent")
record Member(float[] weights, float[] bias, float[] projection) {}
