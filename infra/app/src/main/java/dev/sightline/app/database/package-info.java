/** Which database a command means. */
@NullMarked
package dev.sightline.app.database;

import org.jspecify.annotations.NullMarked;
