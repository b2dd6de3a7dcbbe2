/** ONNX files without a runtime: read, write, edit and build graphs, and import other formats. */
@NullMarked
package dev.sightline.onnx;

import org.jspecify.annotations.NullMarked;
