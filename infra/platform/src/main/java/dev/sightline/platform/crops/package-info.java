/** Pictures kept outside Kafka, named by their content. */
@NullMarked
package dev.sightline.platform.crops;

import org.jspecify.annotations.NullMarked;
