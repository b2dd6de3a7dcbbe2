/** How instances of one installation ask one another over HTTP: with a secret that all of them know, and nobody else. */
@NullMarked
package dev.sightline.platform.peer;

import org.jspecify.annotations.NullMarked;
