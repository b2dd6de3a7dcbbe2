/** Who a tracklet is, decided jointly with those that are undecided beside it. */
@NullMarked
package dev.sightline.matcher.link.decide;

import org.jspecify.annotations.NullMarked;
