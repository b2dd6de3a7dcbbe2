/** Who is it: links tracklets to identities across the cameras of a site by calibrated distances, with the reasons. */
@NullMarked
package dev.sightline.matcher.link;

import org.jspecify.annotations.NullMarked;
