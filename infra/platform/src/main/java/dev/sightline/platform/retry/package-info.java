/** Waiting out passing trouble: bounded, with growing and jittered delays, and woken at once when the owner stops. */
@NullMarked
package dev.sightline.platform.retry;

import org.jspecify.annotations.NullMarked;
