/** How a process starts, drains and stops. */
@NullMarked
package dev.sightline.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
