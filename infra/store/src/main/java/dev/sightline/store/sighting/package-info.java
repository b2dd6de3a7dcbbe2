/** Sightings: a person's stays in front of cameras, with the crops and descriptors that show them. */
@NullMarked
package dev.sightline.store.sighting;

import org.jspecify.annotations.NullMarked;
