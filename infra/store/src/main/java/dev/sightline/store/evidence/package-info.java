/** Why decisions were taken, as rows keep it. */
@NullMarked
package dev.sightline.store.evidence;

import org.jspecify.annotations.NullMarked;
