package dev.sightline.app.run;

import com.google.protobuf.ByteString;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.search.Shard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Made-up people, each seen by two cameras, whose descriptors are alike for one person and have nothing to do with each other for
 * two. They bear the name of the default descriptor, so that its calibration says what their distances mean; no network is needed.
 */
record SearchedPeople(int count, int partitions, ModelManifest model) {
    private static final long BEGIN_US = 1_700_000_000_000_000L;

    static SearchedPeople of(Path config, int count, int partitions) {
        SightlineSettings settings =
                SettingsLoader.load(SightlineSettings.class, Optional.of(config), Map.of(), Map.of());
        return new SearchedPeople(
                count,
                partitions,
                ModelStorage.catalog(settings)
                        .verify(settings.embedder().personDescriptor())
                        .manifest());
    }

    String id(int person) {
        return "hall/p" + person;
    }

    /** Address of the crop of the first of somebody's two sightings; a search by it finds the other. */
    String picture(int person) {
        return "/sightings/" + tracklet("north", person) + "/pictures/0";
    }

    private static String tracklet(String camera, int person) {
        return camera + "/7/" + person;
    }

    /** The first of those whose records are in some partitions. */
    int in(List<Integer> wanted) {
        return all(wanted).findFirst().orElseThrow();
    }

    /** The first of those whose records are not in some partitions. */
    int notIn(List<Integer> others) {
        return in(IntStream.range(0, partitions)
                .filter(partition -> !others.contains(partition))
                .boxed()
                .toList());
    }

    /** How many people have their records in some partitions. */
    int count(List<Integer> wanted) {
        return (int) all(wanted).count();
    }

    private IntStream all(List<Integer> wanted) {
        return IntStream.range(0, count)
                .filter(person -> wanted.stream().anyMatch(p -> new Shard(p, partitions).holds(id(person))));
    }

    List<Sighting> sightings() {
        List<Sighting> sightings = new ArrayList<>();
        for (int person = 0; person < count; person++) {
            sightings.add(sighting(person, "north", 0));
            sightings.add(sighting(person, "south", 60));
        }
        return sightings;
    }

    private Sighting sighting(int person, String camera, int second) {
        long start = BEGIN_US + (person * 100L + second) * 1_000_000;
        return Sighting.newBuilder()
                .setSightingId(tracklet(camera, person))
                .setIdentityId(id(person))
                .setSiteId("hall")
                .setCameraId(camera)
                .setSession(7)
                .setFirstSequence(1)
                .setLastSequence(10)
                .setStartTimeUs(start)
                .setEndTimeUs(start + 10_000_000)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("made up"))
                .addExemplars(exemplar(person, camera, start))
                .build();
    }

    private Exemplar exemplar(int person, String camera, long time) {
        SplittableRandom own = new SplittableRandom(person);
        SplittableRandom noise = new SplittableRandom(camera.hashCode() + 31L * person);
        float[] raw = new float[model.dimension()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (own.nextDouble(-1, 1) + .1 * noise.nextDouble(-1, 1));
        }
        return Exemplar.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setVector(UnitVector.normalize(model.modelId(), raw, .9f).toMessage())
                .setCameraId(camera)
                .setSession(7)
                .setSequence(5)
                .setCaptureTimeUs(time)
                .setQuality(.9f)
                .setCropJpeg(ByteString.copyFrom((id(person) + camera).getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
