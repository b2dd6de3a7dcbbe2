/** What commands share toward the user: progress, the outcome with its problems, and the options for output. */
@NullMarked
package dev.sightline.app.terminal;

import org.jspecify.annotations.NullMarked;
