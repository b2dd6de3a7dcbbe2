/** The database as text, to compare two of them. */
@NullMarked
package dev.sightline.store.dump;

import org.jspecify.annotations.NullMarked;
