/** Which descriptors an identity is known by, and how they come and go. */
@NullMarked
package dev.sightline.matcher.link.exemplar;

import org.jspecify.annotations.NullMarked;
