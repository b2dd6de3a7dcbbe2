package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Place;
import dev.sightline.contracts.v1.RosterEntry;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.platform.roster.Roster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partition works on a site. A frame says it itself, so that a replay goes the same way and a site that was registered
 * a moment ago is not missed; everything else is looked up in the roster, which is there before the first frame of its site.
 * One thread.
 */
final class SitePartitions {
    /** Name of the roster's global store. */
    static final String STORE = "rosters";

    private static final Logger LOG = LoggerFactory.getLogger(SitePartitions.class);

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Map<String, byte[]> unreadable = new HashMap<>();

    SitePartitions(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(STORE);
    }

    /**
     * The input with the partition of its site; without one when the site has none.
     *
     * @param place of the frame; null for what is no frame, or has none
     */
    SiteInput placed(SiteInput input, String siteId, @Nullable Place place) {
        OptionalInt partition = place == null ? of(siteId) : OptionalInt.of(place.getSitePartition());
        return partition.isEmpty()
                ? input
                : input.toBuilder().setPartition(partition.getAsInt()).build();
    }

    private OptionalInt of(String siteId) {
        byte @Nullable [] entry = store.get(Roster.siteKey(siteId));
        if (entry == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(RosterEntry.parseFrom(entry).getPartition());
        } catch (InvalidProtocolBufferException e) {
            if (!Arrays.equals(entry, unreadable.put(siteId, entry))) {
                LOG.error("site={} its roster entry does not parse, so its name decides: {}", siteId, e.getMessage());
            }
            return OptionalInt.empty();
        }
    }
}
