/** How the picture of a camera moved from one frame to the next. */
@NullMarked
package dev.sightline.embedder.motion;

import org.jspecify.annotations.NullMarked;
