/** Opens video files, image folders, network streams and devices, and hands out their pictures one by one. No Kafka. */
@NullMarked
package dev.sightline.ingest.source;

import org.jspecify.annotations.NullMarked;
