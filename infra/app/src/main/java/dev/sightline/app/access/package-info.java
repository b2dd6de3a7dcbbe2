/** Users of the console, and the audit log of what they did. */
@NullMarked
package dev.sightline.app.access;

import org.jspecify.annotations.NullMarked;
