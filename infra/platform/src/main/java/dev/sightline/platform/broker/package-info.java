/** A real single-node Kafka in this JVM, for the demo, all-in-one runs and integration tests. */
@NullMarked
package dev.sightline.platform.broker;

import org.jspecify.annotations.NullMarked;
