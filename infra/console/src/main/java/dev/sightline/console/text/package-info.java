/** Texts for people, in their language. */
@NullMarked
package dev.sightline.console.text;

import org.jspecify.annotations.NullMarked;
