/** How each camera is: its state, what went wrong and how often, for the camera-status topic, health and the log. */
@NullMarked
package dev.sightline.ingest.status;

import org.jspecify.annotations.NullMarked;
