/** Thresholds set as error rates: what a model's scores mean (words and rates after ISO/IEC 19795-1). */
@NullMarked
package dev.sightline.contracts.calibration;

import org.jspecify.annotations.NullMarked;
