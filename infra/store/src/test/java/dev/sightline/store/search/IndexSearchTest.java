package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.account.Scope;
import dev.sightline.store.search.Likes.Like;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found beside a comparison of everything, in several segments of which some documents were taken out. */
class IndexSearchTest {
    private static final int COUNT = 700;
    private static final int SEGMENTS = 4;
    private static final int DEPTH = 25;

    private static final Modality BODY = Modality.MODALITY_PERSON;
    private static final Modality FACE = Modality.MODALITY_FACE;

    private static final UnitVector[] BODIES = vectors(BODY);
    private static final UnitVector[] FACES = vectors(FACE);

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private DirectoryReader reader;

    @BeforeEach
    void write() throws IOException {
        try (IndexWriter writer =
                new IndexWriter(directory, IndexLayout.writing(Shard.WHOLE).setMergePolicy(NoMergePolicy.INSTANCE))) {
            for (int n = 0; n < COUNT; n++) {
                writer.addDocuments(SightingDocuments.of(People.sighting(n), CropDescribers.NONE));
                if (n % (COUNT / SEGMENTS) == COUNT / SEGMENTS - 1) {
                    writer.commit();
                }
            }
            for (int n = 0; n < COUNT; n++) {
                if (!stands(n)) {
                    writer.deleteDocuments(new Term(SightingDocuments.TRACKLET, People.tracklet(n)));
                }
            }
            writer.commit();
        }
        reader = DirectoryReader.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        directory.close();
    }

    private static boolean stands(int number) {
        return number % 7 != 3;
    }

    @Test
    void shouldFindTheNearestOfEachModalityAndNobodyElse() throws IOException {
        assertThat(reader.leaves()).hasSize(SEGMENTS);
        assertThat(reader.hasDeletions()).isTrue();

        requireExact(SearchFilter.ALL, n -> true);
    }

    @Test
    void shouldCompareOnlyWhatAFilterLeaves() throws IOException {
        requireExact(
                SearchFilter.in(Scope.of(Set.of("yard"), Set.of())),
                n -> People.site(n).equals("yard"));
        requireExact(
                SearchFilter.in(Scope.of(Set.of("yard"), Set.of("c2", "c3"))),
                n -> People.site(n).equals("yard") && (n % 6 == 2 || n % 6 == 3));
        requireExact(
                SearchFilter.ALL.between(
                        Optional.of(People.BEGIN.plusSeconds(6_000)), Optional.of(People.BEGIN.plusSeconds(7_200))),
                n -> n >= 100 && n <= 120);
        requireExact(
                SearchFilter.ALL.of(new SearchFilter.People(
                        Optional.empty(), Set.of(People.identity(0)), Set.of(People.tracklet(51)))),
                n -> n >= 5 && n != 51);
        requireExact(SearchFilter.in(Scope.of(Set.of("nowhere"), Set.of())), n -> false);
    }

    @Test
    void shouldRefuseADescriptorOfAnotherLength() {
        UnitVector longer = UnitVector.normalize("body@1", new float[] {1, 2, 3}, 1);

        assertThatThrownBy(() -> search(SearchFilter.ALL).find(List.of(Probe.ofCrop(BODY, longer)), DEPTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers")
                .hasMessageContaining("64")
                .hasMessageContaining("body@1");
    }

    private void requireExact(SearchFilter filter, IntPredicate in) throws IOException {
        int[] among = IntStream.range(0, COUNT)
                .filter(in.and(IndexSearchTest::stands))
                .toArray();
        for (int who = 0; who < COUNT; who += 90) {
            List<Probe> probes =
                    List.of(Probe.ofCrop(BODY, People.probe(BODY, who)), Probe.ofCrop(FACE, People.probe(FACE, who)));
            Map<Integer, Map<Modality, Double>> exact = exact(probes, among);

            Likes likes = search(filter).find(probes, DEPTH);

            assertThat(likes.sightings())
                    .extracting(Like::sightingId)
                    .containsExactlyInAnyOrderElementsOf(
                            exact.keySet().stream().map(People::tracklet).toList());
            Map<String, Like> byId = new HashMap<>();
            likes.sightings().forEach(like -> byId.put(like.sightingId(), like));
            exact.forEach((number, cosines) ->
                    requireCosines(Objects.requireNonNull(byId.get(People.tracklet(number))), cosines));
            assertThat(likes.compared())
                    .containsEntry(BODY, (long) among.length)
                    .containsEntry(FACE, faces(among).count());
            assertThat(likes.cut().containsKey(BODY)).isEqualTo(among.length > DEPTH);
        }
    }

    private static void requireCosines(Like like, Map<Modality, Double> cosines) {
        assertThat(like.cosines()).containsOnlyKeys(cosines.keySet());
        cosines.forEach(
                (modality, cosine) -> assertThat(like.cosines().get(modality)).isCloseTo(cosine, within(1e-4)));
    }

    /** Whom the rounded numbers of any probe bring in, with the cosines of the unrounded ones. */
    private static Map<Integer, Map<Modality, Double>> exact(List<Probe> probes, int[] among) {
        Map<Integer, Map<Modality, Double>> found = new HashMap<>();
        for (Probe probe : probes) {
            byte[] asked = Quantizer.bytes(probe.vector());
            Map<Integer, Integer> dots = new HashMap<>();
            IntStream has = probe.modality() == FACE ? faces(among) : IntStream.of(among);
            has.forEach(n -> dots.put(n, dot(asked, Quantizer.bytes(vector(probe.modality(), n)))));
            dots.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(DEPTH)
                    .forEach(entry -> found.put(entry.getKey(), new EnumMap<>(Modality.class)));
        }
        for (Probe probe : probes) {
            found.forEach((n, cosines) -> {
                if (probe.modality() == BODY || n % 3 == 0) {
                    cosines.put(probe.modality(), probe.vector().cosine(vector(probe.modality(), n)));
                }
            });
        }
        return found;
    }

    private static UnitVector vector(Modality modality, int number) {
        return (modality == FACE ? FACES : BODIES)[number];
    }

    private static UnitVector[] vectors(Modality modality) {
        return IntStream.range(0, COUNT)
                .mapToObj(n -> People.vector(modality, n))
                .toArray(UnitVector[]::new);
    }

    private static IntStream faces(int[] among) {
        return IntStream.of(among).filter(n -> n % 3 == 0);
    }

    private static int dot(byte[] left, byte[] right) {
        return IntStream.range(0, left.length).map(i -> left[i] * right[i]).sum();
    }

    private IndexSearch search(SearchFilter filter) {
        return new IndexSearch(new IndexSearcher(reader), filter);
    }
}
