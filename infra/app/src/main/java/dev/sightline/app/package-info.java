/** The {@code sightline} command line interface: one process, composed from the services. */
@NullMarked
package dev.sightline.app;

import org.jspecify.annotations.NullMarked;
