/** The root of the command tree, and the one place that turns exceptions into sentences. */
@NullMarked
package dev.sightline.app.cli;

import org.jspecify.annotations.NullMarked;
