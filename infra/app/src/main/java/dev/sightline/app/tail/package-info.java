/** Prints records of the output topics as JSON, one a line, for people and for scripts. */
@NullMarked
package dev.sightline.app.tail;

import org.jspecify.annotations.NullMarked;
