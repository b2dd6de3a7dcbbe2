/** Whether what a model makes of a camera's crops stays as it was, while the camera runs. */
@NullMarked
package dev.sightline.embedder.drift;

import org.jspecify.annotations.NullMarked;
