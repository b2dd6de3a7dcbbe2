/**
 * The recorder: topics in, rows out, exactly once. Rows and the offsets they were read at change in one database
 * transaction, so a restart reads on where the rows end.
 */
@NullMarked
package dev.sightline.store.recorder;

import org.jspecify.annotations.NullMarked;
