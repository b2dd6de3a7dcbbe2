/** The ingest service: follows the cameras topic and turns each camera's source into a stream of frames in Kafka. */
@NullMarked
package dev.sightline.ingest;

import org.jspecify.annotations.NullMarked;
