package dev.sightline.app.enrol;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Known;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The watchlist topic, by the names of people. Made for commands. */
final class Watchlist {
    private final CompactedTopic<WatchlistEntry> topic;

    Watchlist(KafkaClients kafka) {
        this.topic = new CompactedTopic<>(kafka, Topics.WATCHLIST);
    }

    /** The entry id of a name; letter case and white space around it do not count. */
    static String id(String name) {
        return Ids.of("watchlist", name.strip().toLowerCase(Locale.ROOT));
    }

    Optional<WatchlistEntry> find(String id) {
        return Optional.ofNullable(topic.read().get(id));
    }

    List<WatchlistEntry> all() {
        return List.copyOf(topic.read().values());
    }

    void put(WatchlistEntry entry) {
        topic.put(entry.getEntryId(), entry);
    }

    /**
     * Takes somebody off.
     *
     * @param nameOrId as people write the name, or the entry's id
     * @param audit hears of it before it is done
     * @return the name
     */
    String remove(String nameOrId, String reason, CommandAudit audit) {
        WatchlistEntry gone = require(nameOrId);
        WatchlistAudit.removes(audit, gone, reason);
        topic.remove(gone.getEntryId());
        return gone.getName();
    }

    private WatchlistEntry require(String nameOrId) {
        Map<String, WatchlistEntry> entries = topic.read();
        WatchlistEntry entry = entries.containsKey(nameOrId) ? entries.get(nameOrId) : entries.get(id(nameOrId));
        if (entry == null) {
            List<String> names =
                    entries.values().stream().map(WatchlistEntry::getName).toList();
            throw Known.error("watchlist entry", nameOrId, names);
        }
        return entry;
    }
}
