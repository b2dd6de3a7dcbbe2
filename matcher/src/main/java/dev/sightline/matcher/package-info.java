/** The matcher service: follows people in each camera, links them across cameras, raises alerts. */
@NullMarked
package dev.sightline.matcher;

import org.jspecify.annotations.NullMarked;
