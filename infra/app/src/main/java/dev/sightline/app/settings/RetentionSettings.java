package dev.sightline.app.settings;

import dev.sightline.platform.settings.Between;
import dev.sightline.platform.settings.ByteSize;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long what was recorded is kept, and how much. */
@Describe("How long what was recorded is kept, and how much.")
public interface RetentionSettings {
    @Describe("Records about people in Kafka: identity-events, sightings, alerts, redescriptions, feedback; for topics"
            + " that are created from now on")
    @Between(min = "1h", max = "3650d")
    @WithDefault("21d")
    Duration topics();

    @Describe("Frames too large for Kafka, in the crop folder")
    @Between(min = "20m", max = "3650d")
    @WithDefault("2h")
    Duration frames();

    @Describe("Crops of people; descriptors stay with the person")
    @Between(min = "1h", max = "36500d")
    @WithDefault("90d")
    Duration crops();

    @Describe("People seen by one camera only, whom nobody named, since they were last seen")
    @Between(min = "1h", max = "36500d")
    @WithDefault("30d")
    Duration unmatched();

    @Describe("People seen by several cameras, or named, since they were last seen")
    @Between(min = "1h", max = "36500d")
    @WithDefault("365d")
    Duration matched();

    @Describe("Watchlist entries after they have expired")
    @Between(min = "1m", max = "36500d")
    @WithDefault("30d")
    Duration watchlist();

    @Describe("Identity events and alerts")
    @Between(min = "1h", max = "36500d")
    @WithDefault("365d")
    Duration events();

    @Describe("Audit log")
    @Between(min = "1d", max = "36500d")
    @WithDefault("1095d")
    Duration audit();

    @Describe(
            "Most bytes of the crop folder; beyond it the oldest crops go first, those of unmatched people before others")
    @Between(min = "1MiB", max = "1024TiB")
    @WithDefault("50GiB")
    ByteSize cropBytes();

    @Describe("Time between two looks at what has been kept long enough")
    @Between(min = "1s", max = "1d")
    @WithDefault("10m")
    Duration every();

    @Describe("Retention is late, and health degraded, when something is still there so long after its time")
    @Between(min = "1m", max = "30d")
    @WithDefault("6h")
    Duration late();

    @FilePath
    @Describe("Folder for receipts of erasures, to be kept apart from backups of the database; empty: erasures in the"
            + " data folder")
    Optional<String> receipts();
}
