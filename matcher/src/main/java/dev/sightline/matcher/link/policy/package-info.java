/** What is required of a link: settings of the linker. */
@NullMarked
package dev.sightline.matcher.link.policy;

import org.jspecify.annotations.NullMarked;
