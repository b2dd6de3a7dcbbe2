/** What was asked for and not done, said at the end with where, how many and what to do. */
@NullMarked
package dev.sightline.platform.problem;

import org.jspecify.annotations.NullMarked;
