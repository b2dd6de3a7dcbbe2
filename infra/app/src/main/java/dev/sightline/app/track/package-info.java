/** Batch: the live services over recorded footage, until it ends. */
@NullMarked
package dev.sightline.app.track;

import org.jspecify.annotations.NullMarked;
