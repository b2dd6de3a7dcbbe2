/** Databases and messages for tests. */
@NullMarked
package dev.sightline.store.testing;

import org.jspecify.annotations.NullMarked;
