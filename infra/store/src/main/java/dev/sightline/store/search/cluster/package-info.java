/**
 * Search over several instances: each holds the index of some partitions of {@code sightings}, and a search asks all of them. Who holds
 * what is Kafka's to say: the instances are a consumer group over that topic that reads nothing.
 */
@NullMarked
package dev.sightline.store.search.cluster;

import org.jspecify.annotations.NullMarked;
