/** How well a person is found again among many: CMC, mAP, mINP, and k-reciprocal re-ranking. */
@NullMarked
package dev.sightline.trainer.evaluate.retrieval;

import org.jspecify.annotations.NullMarked;
