package dev.sightline.rollout;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.rollout.ExemplarDescriber.Crop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Adds to each watchlist entry what a model that is being brought in makes of its crops. What other models made of them
 * stays, for they serve until the switch and again after a rollback.
 */
final class WatchlistJob {
    private final CompactedTopic<WatchlistEntry> watchlist;
    private final Modality modality;
    private final ExemplarDescriber describer;

    WatchlistJob(KafkaClients kafka, Modality modality, ExemplarDescriber describer) {
        this.watchlist = new CompactedTopic<>(kafka, Topics.WATCHLIST);
        this.modality = modality;
        this.describer = describer;
    }

    /** How many exemplars were added; entries that lack none are left alone. */
    int run() {
        Map<String, WatchlistEntry> changed = new TreeMap<>();
        int added = 0;
        for (Map.Entry<String, WatchlistEntry> entry : watchlist.read().entrySet()) {
            List<WatchlistExemplar> more = missing(entry.getValue());
            if (!more.isEmpty()) {
                changed.put(
                        entry.getKey(),
                        entry.getValue().toBuilder().addAllExemplars(more).build());
                added += more.size();
            }
        }
        watchlist.putAll(changed);
        return added;
    }

    private List<WatchlistExemplar> missing(WatchlistEntry entry) {
        List<WatchlistExemplar> own = entry.getExemplarsList().stream()
                .filter(e -> e.getModality() == modality && !e.getCropJpeg().isEmpty())
                .toList();
        Set<ByteString> present = own.stream()
                .filter(e -> e.getVector().getModelId().equals(describer.modelId()))
                .map(WatchlistExemplar::getCropJpeg)
                .collect(Collectors.toSet());
        Map<ByteString, Float> crops = new LinkedHashMap<>();
        own.stream()
                .filter(e -> !present.contains(e.getCropJpeg()))
                .forEach(e -> crops.putIfAbsent(e.getCropJpeg(), e.getVector().getQuality()));
        List<ByteString> pictures = List.copyOf(crops.keySet());
        var vectors = describer.describe(crops.entrySet().stream()
                .map(c -> new Crop(c.getKey().toByteArray(), c.getValue()))
                .toList());
        return IntStream.range(0, pictures.size())
                .boxed()
                .flatMap(i -> vectors.get(i).stream()
                        .map(vector -> WatchlistExemplar.newBuilder()
                                .setModality(modality)
                                .setVector(vector.toMessage())
                                .setCropJpeg(pictures.get(i))
                                .build()))
                .toList();
    }
}
