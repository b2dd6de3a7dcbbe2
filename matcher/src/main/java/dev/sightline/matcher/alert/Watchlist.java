package dev.sightline.matcher.alert;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Row;
import dev.sightline.matcher.gallery.Search;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.Stay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The people somebody looks for, indexed for search. An entry may hold exemplars of several models; a probe is compared
 * with those of its own. Immutable; a new one is made when the list changes.
 */
public final class Watchlist {
    private static final Comparator<Probe> FACES_FIRST =
            Comparator.comparing(p -> p.modality() == Modality.MODALITY_FACE ? 0 : 1);

    /** Where an entry was photographed is not asked. */
    private static final int ANY_CAMERA = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Watchlist.class);

    private final Map<String, WatchlistEntry> entries = new TreeMap<>();
    private final Map<Index, Gallery> galleries = new HashMap<>();

    public Watchlist(Collection<WatchlistEntry> entries) {
        for (WatchlistEntry entry : entries) {
            try {
                index(entry);
                this.entries.put(entry.getEntryId(), entry);
            } catch (IllegalArgumentException e) {
                LOG.error("watchlist entry '{}' is left out, enroll it again: {}", entry.getEntryId(), e.getMessage());
            }
        }
    }

    /** The entry, when it holds at this place and time. */
    public Optional<WatchlistEntry> active(String entryId, Stay stay) {
        return Optional.ofNullable(entries.get(entryId)).filter(entry -> holds(entry, stay));
    }

    /** Entries that were found by a model in one modality and hold nothing that another one could find them by. */
    public long unknownTo(Modality modality, String before, String now) {
        return entries.values().stream()
                .filter(entry -> has(entry, modality, before) && !has(entry, modality, now))
                .count();
    }

    private static boolean has(WatchlistEntry entry, Modality modality, String modelId) {
        return entry.getExemplarsList().stream()
                .anyMatch(e -> e.getModality() == modality
                        && e.getVector().getModelId().equals(modelId));
    }

    /** The entry that a stay's person matches best, faces before bodies. */
    Optional<WatchlistMatch> match(Stay stay, Scales scales, Rates rates) {
        List<Probe> probes = new ArrayList<>(stay.probes());
        probes.sort(FACES_FIRST);
        return probes.stream()
                .map(probe -> match(probe, stay, scales, rates))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<WatchlistMatch> match(Probe probe, Stay stay, Scales scales, Rates rates) {
        String model = probe.mean().modelId();
        Gallery gallery =
                galleries.get(new Index(probe.modality(), model, probe.mean().dimension()));
        if (gallery == null) {
            return Optional.empty();
        }
        Optional<Double> threshold = scales.threshold(model, rates.fmr(gallery.size()));
        if (threshold.isEmpty()) {
            return Optional.empty();
        }
        Search search = new Search(
                probe.against(scales.comparesCrops(model)),
                Gallery.NO_GROUP,
                1,
                id -> active(id, stay).isPresent());
        return gallery.nearest(search).matches().stream()
                .filter(m -> m.squaredDistance() <= threshold.get())
                .map(m -> new WatchlistMatch(
                        m.identityId(), probe.modality(), model, m.squaredDistance(), threshold.get()))
                .findFirst();
    }

    private static boolean holds(WatchlistEntry entry, Stay stay) {
        boolean expired = entry.getExpiresUs() != 0 && entry.getExpiresUs() <= stay.timeUs();
        boolean here = entry.getSiteIdsCount() == 0 || entry.getSiteIdsList().contains(stay.siteId());
        return !expired && here;
    }

    private void index(WatchlistEntry entry) {
        Map<Index, List<Row>> rows = new HashMap<>();
        for (WatchlistExemplar exemplar : entry.getExemplarsList()) {
            UnitVector vector = UnitVector.of(exemplar.getVector());
            rows.computeIfAbsent(
                            new Index(exemplar.getModality(), vector.modelId(), vector.dimension()),
                            i -> new ArrayList<>())
                    .add(new Row(vector, ANY_CAMERA));
        }
        rows.forEach((index, list) -> galleries
                .computeIfAbsent(index, i -> Gallery.exact(list.get(0).vector()))
                .put(entry.getEntryId(), list));
    }

    private record Index(Modality modality, String modelId, int dimension) {}
}
