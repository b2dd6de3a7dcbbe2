package dev.sightline.console;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;

/**
 * What the console stands on; its opener closes it.
 *
 * @param kafka where it reads what happens
 * @param crops where pictures lie
 * @param database what was recorded, and who may see it
 */
public record Ground(KafkaClients kafka, CropStore crops, Database database) {}
