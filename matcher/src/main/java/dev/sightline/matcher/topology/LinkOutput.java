package dev.sightline.matcher.topology;

import dev.sightline.contracts.topic.Topic;

/**
 * What leaves the link stage.
 *
 * @param topic where it goes
 * @param bytes the record's value
 */
record LinkOutput(Topic<String, ?> topic, byte[] bytes) {}
