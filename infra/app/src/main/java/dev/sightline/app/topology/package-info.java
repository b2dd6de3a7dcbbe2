/** {@code sightline topology}: how people walk between the cameras, as the matcher has learned it. */
@NullMarked
package dev.sightline.app.topology;

import org.jspecify.annotations.NullMarked;
