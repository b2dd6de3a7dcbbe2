/** The overlapped stages from a frame to its observation; knows nothing of Kafka. */
@NullMarked
package dev.sightline.embedder.pipeline;

import org.jspecify.annotations.NullMarked;
