/** The demo: two cameras of a real street, everything embedded. */
@NullMarked
package dev.sightline.app.demo;

import org.jspecify.annotations.NullMarked;
