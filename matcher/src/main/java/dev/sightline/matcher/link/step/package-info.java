/** What one frame, or one statement, leads to: events, sightings and stays with ids that a replay repeats. */
@NullMarked
package dev.sightline.matcher.link.step;

import org.jspecify.annotations.NullMarked;
