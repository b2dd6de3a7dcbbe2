/** How well two crops are judged to be one person or two: ROC, EER, LFW folds, open-set identification, intervals. */
@NullMarked
package dev.sightline.trainer.evaluate.verification;

import org.jspecify.annotations.NullMarked;
