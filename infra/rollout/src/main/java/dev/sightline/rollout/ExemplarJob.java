package dev.sightline.rollout;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.rollout.ExemplarDescriber.Crop;
import dev.sightline.store.sighting.ExemplarKey;
import dev.sightline.store.sighting.ExemplarQuery;
import dev.sightline.store.sighting.ExemplarRepository;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.StoredExemplar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Describes stored exemplars by a model that is being brought in. The first pass takes all that somebody may still be
 * recognized by; later ones take what the recorder has written since. One thread.
 */
final class ExemplarJob {
    private static final int BATCH = 32;
    /** A tracklet is reported while it lasts, so what is new in the database was seen this long ago at most. */
    private static final Duration REACH = Duration.ofMinutes(10);

    private final Source source;
    private final ExemplarDescriber describer;
    private final RedescriptionWriter writer;
    private final Rhythm rhythm;
    private final Set<Place> done = new HashSet<>();
    private boolean first = true;
    private long liveSinceUs = Long.MAX_VALUE;

    /**
     * Where exemplars come from.
     *
     * @param exemplars their rows
     * @param crops their pictures
     * @param modality which of them
     * @param life exemplars go after this long, event time of their site
     */
    record Source(ExemplarRepository exemplars, CropStore crops, Modality modality, Duration life) {}

    /**
     * How fast.
     *
     * @param pace of the crops
     * @param idle waits so long, doing what is to be done meanwhile
     */
    record Rhythm(Pace pace, Consumer<Duration> idle) {}

    /** An exemplar by the frame and box it came from. */
    private record Place(String trackletId, long session, long sequence, int index) {}

    ExemplarJob(Source source, ExemplarDescriber describer, RedescriptionWriter writer, Rhythm rhythm) {
        this.source = source;
        this.describer = describer;
        this.writer = writer;
        this.rhythm = rhythm;
    }

    /** From this capture time on, embedders describe by the model themselves: later exemplars need no work. */
    void describedLiveSince(long captureUs) {
        liveSinceUs = captureUs;
    }

    /** How many exemplars a first pass looks at. */
    long size() {
        return queries().stream().mapToLong(source.exemplars::count).sum();
    }

    /**
     * One pass over what is not described yet; all of it is in Kafka on return.
     *
     * @param progress called with how many exemplars were taken since the last call; each counts once, whatever the pass
     */
    ReembeddingCount pass(LongConsumer progress) {
        ReembeddingCount all = ReembeddingCount.NOTHING;
        for (ExemplarQuery query : queries()) {
            Optional<ExemplarKey> place = Optional.empty();
            List<StoredExemplar> page;
            do {
                page = source.exemplars.page(query, place, BATCH);
                ReembeddingCount batch = batch(query.siteId(), page);
                all = all.plus(batch);
                progress.accept(batch.all());
                place = page.isEmpty()
                        ? place
                        : Optional.of(page.get(page.size() - 1).place());
            } while (page.size() == BATCH);
        }
        writer.flush();
        first = false;
        return all;
    }

    private List<ExemplarQuery> queries() {
        Map<String, Instant> newest = source.exemplars.newestBySite();
        return newest.entrySet().stream()
                .map(site -> {
                    ExemplarQuery all = ExemplarQuery.since(
                            site.getKey(), source.modality, site.getValue().minus(source.life));
                    return first ? all : all.seenSince(site.getValue().minus(REACH));
                })
                .toList();
    }

    private ReembeddingCount batch(String siteId, List<StoredExemplar> page) {
        List<StoredExemplar> fresh = page.stream().filter(this::isToDo).toList();
        if (fresh.isEmpty()) {
            return ReembeddingCount.NOTHING;
        }
        List<RedescribedExemplar> messages = new ArrayList<>();
        List<StoredExemplar> work = new ArrayList<>();
        List<Crop> crops = new ArrayList<>();
        for (StoredExemplar stored : fresh) {
            done.add(place(stored));
            UnitVector vector = stored.exemplar().vector();
            if (vector.modelId().equals(describer.modelId())) {
                messages.add(message(stored, vector));
            } else {
                crop(stored.exemplar()).ifPresent(crop -> {
                    work.add(stored);
                    crops.add(crop);
                });
            }
        }
        int known = messages.size();
        List<Optional<UnitVector>> vectors = describer.describe(crops);
        for (int i = 0; i < work.size(); i++) {
            StoredExemplar stored = work.get(i);
            vectors.get(i).ifPresent(vector -> messages.add(message(stored, vector)));
        }
        writer.write(siteId, messages);
        rhythm.idle.accept(rhythm.pace.after(crops.size()));
        return new ReembeddingCount(messages.size() - known, known, fresh.size() - messages.size());
    }

    private boolean isToDo(StoredExemplar stored) {
        return !done.contains(place(stored)) && micros(stored.exemplar().capturedAt()) < liveSinceUs;
    }

    private Optional<Crop> crop(ExemplarView exemplar) {
        return exemplar.crop().flatMap(reference -> {
            try {
                byte[] jpeg = source.crops.get(reference.toMessage());
                return Optional.of(new Crop(jpeg, exemplar.vector().quality()));
            } catch (CropException e) {
                return Optional.empty();
            }
        });
    }

    private RedescribedExemplar message(StoredExemplar stored, UnitVector vector) {
        ExemplarView exemplar = stored.exemplar();
        return RedescribedExemplar.newBuilder()
                .setTrackletId(stored.trackletId())
                .setCameraId(exemplar.cameraId())
                .setSession(exemplar.session())
                .setSequence(exemplar.sequence())
                .setDetectionIndex(exemplar.detectionIndex())
                .setModality(exemplar.modality())
                .setVector(vector.toMessage())
                .build();
    }

    private static Place place(StoredExemplar stored) {
        ExemplarView exemplar = stored.exemplar();
        return new Place(stored.trackletId(), exemplar.session(), exemplar.sequence(), exemplar.detectionIndex());
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
}
