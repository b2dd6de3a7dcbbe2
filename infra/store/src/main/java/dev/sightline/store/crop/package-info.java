/** References to crops in the crop store, and letting go of crops that no row needs any more. */
@NullMarked
package dev.sightline.store.crop;

import org.jspecify.annotations.NullMarked;
