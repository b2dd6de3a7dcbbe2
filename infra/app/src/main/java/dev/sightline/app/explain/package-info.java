/** Why a tracklet has the identity it has. */
@NullMarked
package dev.sightline.app.explain;

import org.jspecify.annotations.NullMarked;
