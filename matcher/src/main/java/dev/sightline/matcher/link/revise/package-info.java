/** Links that turned out wrong: looked at again, corrected by people, moved and merged. */
@NullMarked
package dev.sightline.matcher.link.revise;

import org.jspecify.annotations.NullMarked;
