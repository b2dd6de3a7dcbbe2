package dev.sightline.ingest;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.folder.DiskRoom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Where all cameras send their frames.
 *
 * @param topic name of the frames topic
 * @param crops takes the pictures that are too large for Kafka
 * @param room whether the disk has room for more
 * @param failed called with trouble that only a restart can fix; any thread
 */
record FrameOutlet(
        Producer<byte[], byte[]> producer, String topic, CropStore crops, DiskRoom room, Consumer<Exception> failed) {}
