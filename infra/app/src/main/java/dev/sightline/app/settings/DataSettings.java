package dev.sightline.app.settings;

import dev.sightline.platform.settings.Between;
import dev.sightline.platform.settings.ByteSize;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Folders. */
@Describe("Folders.")
public interface DataSettings {
    @FilePath
    @Describe("Folder for the embedded Kafka, state stores, the embedded database and crops")
    @WithDefault("sightline-data")
    String folder();

    @FilePath
    @Describe("Folder for fetched models and demo footage; empty: $SIGHTLINE_CACHE, else ~/.cache/sightline")
    Optional<String> cache();

    @Describe(
            "Free bytes of the data folder's disk below which frames that were looked at, then the oldest crops of people"
                    + " seen by one camera only, go before their time; at least data.disk-reserve; 0: nothing does; empty: twice"
                    + " data.disk-reserve")
    @Between(min = "0B", max = "1024TiB")
    Optional<ByteSize> diskThin();

    @Describe(
            "Bytes of the data folder's disk that ingest leaves free; below it nothing more is taken in until there is"
                    + " room, because Kafka halts on a full disk; 0: no such care")
    @Between(min = "0B", max = "1024TiB")
    @WithDefault("1GiB")
    ByteSize diskReserve();
}
