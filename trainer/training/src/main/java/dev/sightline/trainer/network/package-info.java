/**
 * Descriptor networks as ONNX graphs: built from scratch with fresh weights, or cut from a detector; pooling, projection
 * and BNNeck; instance normalization. Pure protobuf: nothing here runs a network.
 */
@NullMarked
package dev.sightline.trainer.network;

import org.jspecify.annotations.NullMarked;
