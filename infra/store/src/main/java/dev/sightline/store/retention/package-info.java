/** How long what was recorded is kept, and how much of it: enforced, measured, and said when it is late. */
@NullMarked
package dev.sightline.store.retention;

import org.jspecify.annotations.NullMarked;
