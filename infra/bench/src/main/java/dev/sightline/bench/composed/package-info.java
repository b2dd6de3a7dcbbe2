/** The whole path on composed footage: real people walking over real backgrounds in two cameras, with truth. */
@NullMarked
package dev.sightline.bench.composed;

import org.jspecify.annotations.NullMarked;
