/** One place that turns settings into Kafka clients and topics, so that every service talks to Kafka alike. */
@NullMarked
package dev.sightline.platform.kafka;

import org.jspecify.annotations.NullMarked;
