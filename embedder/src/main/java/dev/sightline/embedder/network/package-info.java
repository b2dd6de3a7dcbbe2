/** ONNX Runtime sessions with reused buffers and a list of execution providers. */
@NullMarked
package dev.sightline.embedder.network;

import org.jspecify.annotations.NullMarked;
