/** Which partition works on which camera and site, for good, and how partitions are spread over instances. */
@NullMarked
package dev.sightline.platform.roster;

import org.jspecify.annotations.NullMarked;
