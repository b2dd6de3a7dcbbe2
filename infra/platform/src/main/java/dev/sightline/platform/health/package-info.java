/** What a process reports about itself: whether it lives, whether it works, and its meters. */
@NullMarked
package dev.sightline.platform.health;

import org.jspecify.annotations.NullMarked;
