/** The Streams application: track by camera, link by site, raise alerts; every operator, store and topic is named. */
@NullMarked
package dev.sightline.matcher.topology;

import org.jspecify.annotations.NullMarked;
