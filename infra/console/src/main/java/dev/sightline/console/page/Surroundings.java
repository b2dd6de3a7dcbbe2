package dev.sightline.console.page;

import dev.sightline.platform.folder.DiskRoom;
import java.time.ZoneId;

/**
 * Where pages are shown.
 *
 * @param zone in which times are written
 * @param disk whether what is recorded has room
 */
public record Surroundings(ZoneId zone, DiskRoom disk) {}
