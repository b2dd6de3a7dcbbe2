/** Sends alerts to other programs: signed, until they have them, and nowhere where they must not go. */
@NullMarked
package dev.sightline.console.webhook;

import org.jspecify.annotations.NullMarked;
