/** Small servers on this machine that play the part of network cameras, well-behaved and not. */
@NullMarked
package dev.sightline.ingest.loopback;

import org.jspecify.annotations.NullMarked;
