/**
 * TensorFlow.js graph models turned into ONNX. Tensors keep TensorFlow's logical axes (N, H, W, C) while the data lies
 * as ONNX wants it (N, C, H, W); the difference is a {@link dev.sightline.onnx.tfjs.Layout} carried along, so that no
 * transposition is left in the graph.
 */
@NullMarked
package dev.sightline.onnx.tfjs;

import org.jspecify.annotations.NullMarked;
