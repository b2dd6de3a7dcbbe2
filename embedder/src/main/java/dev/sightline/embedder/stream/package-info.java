/** The embedder on Kafka: frames in, observations and dead letters out, offsets committed behind them. */
@NullMarked
package dev.sightline.embedder.stream;

import org.jspecify.annotations.NullMarked;
