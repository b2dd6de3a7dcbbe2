/** What speaks for and against each identity that a tracklet could be: likeness, place and time, presence elsewhere. */
@NullMarked
package dev.sightline.matcher.link.evidence;

import org.jspecify.annotations.NullMarked;
