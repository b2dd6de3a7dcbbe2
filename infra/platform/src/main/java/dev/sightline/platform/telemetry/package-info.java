/** Keeps the libraries we embed from collecting usage events. */
@NullMarked
package dev.sightline.platform.telemetry;

import org.jspecify.annotations.NullMarked;
