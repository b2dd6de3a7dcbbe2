/** {@code sightline search} and {@code sightline index}: who has been here before, and the index that answers it. */
@NullMarked
package dev.sightline.app.search;

import org.jspecify.annotations.NullMarked;
