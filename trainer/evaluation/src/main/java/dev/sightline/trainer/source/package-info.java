/** Where labeled pictures come from: folders named as public data sets name theirs, and lists. */
@NullMarked
package dev.sightline.trainer.source;

import org.jspecify.annotations.NullMarked;
