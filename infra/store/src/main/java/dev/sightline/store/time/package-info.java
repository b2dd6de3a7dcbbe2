/** Times of messages (microseconds) and times of rows (instants). */
@NullMarked
package dev.sightline.store.time;

import org.jspecify.annotations.NullMarked;
