/** What every service stands on: settings, Kafka, lifecycle, health, retries, dead letters, model packages. */
@NullMarked
package dev.sightline.platform;

import org.jspecify.annotations.NullMarked;
