/** What a process tells its surroundings: whether it lives, whether it works, and its meters. */
@NullMarked
package dev.sightline.platform.health;

import org.jspecify.annotations.NullMarked;
