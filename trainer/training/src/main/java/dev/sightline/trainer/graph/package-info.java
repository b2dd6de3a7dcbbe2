/** ONNX graphs that learn: run node by node with LibTorch under autograd, and written back with their new weights. */
@NullMarked
package dev.sightline.trainer.graph;

import org.jspecify.annotations.NullMarked;
