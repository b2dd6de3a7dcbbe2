/** Graphs of ONNX operators: look at them, change them, build new ones. */
@NullMarked
package dev.sightline.onnx.graph;

import org.jspecify.annotations.NullMarked;
