/** What happens now: the latest of each camera, person and alert, and the streams that follow it. */
@NullMarked
package dev.sightline.console.live;

import org.jspecify.annotations.NullMarked;
