/** The topics services meet in: names, keys, values, partitions and retention. */
@NullMarked
package dev.sightline.contracts.topic;

import org.jspecify.annotations.NullMarked;
