/** Records that could not be processed: kept whole with the reason, and put back after the cause is fixed. */
@NullMarked
package dev.sightline.platform.deadletter;

import org.jspecify.annotations.NullMarked;
