/** Erasing a person, by identity or photo. */
@NullMarked
package dev.sightline.app.erase;

import org.jspecify.annotations.NullMarked;
