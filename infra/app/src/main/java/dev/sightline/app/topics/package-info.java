/** Commands around topics, cameras and dead letters. */
@NullMarked
package dev.sightline.app.topics;

import org.jspecify.annotations.NullMarked;
