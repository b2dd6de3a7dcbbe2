package dev.sightline.store.erasure;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import java.util.Map;

/** Watchlist entries that go with the person: removed from their topic, from where matcher and recorder drop them. */
final class WatchlistPart implements ErasurePart {
    private final CompactedTopic<WatchlistEntry> topic;

    WatchlistPart(KafkaClients kafka) {
        this.topic = new CompactedTopic<>(kafka, Topics.WATCHLIST);
    }

    @Override
    public String name() {
        return "watchlist";
    }

    @Override
    public Removed erase(Subject subject) {
        if (subject.entries().isEmpty()) {
            return Removed.now(
                    0,
                    subject.request().watchlist()
                            ? "no alert took the person for somebody on the watchlist"
                            : "not asked for: entries stay");
        }
        Map<String, WatchlistEntry> there = topic.read();
        long removed = 0;
        for (String entry : subject.entries()) {
            if (there.containsKey(entry)) {
                topic.remove(entry);
                removed++;
            }
        }
        return Removed.now(removed, "tombstones on topic watchlist; the topic was read again");
    }

    @Override
    public long remaining(Subject subject) {
        if (subject.entries().isEmpty()) {
            return 0;
        }
        Map<String, WatchlistEntry> there = topic.read();
        return subject.entries().stream().filter(there::containsKey).count();
    }
}
