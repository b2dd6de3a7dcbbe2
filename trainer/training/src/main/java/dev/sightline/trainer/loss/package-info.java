/**
 * What a descriptor network learns from: losses with exact definitions, on LibTorch tensors under autograd. The caller of
 * a loss holds the PointerScope that frees what it makes.
 */
@NullMarked
package dev.sightline.trainer.loss;

import org.jspecify.annotations.NullMarked;
