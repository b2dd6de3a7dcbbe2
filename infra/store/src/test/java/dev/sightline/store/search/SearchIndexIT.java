package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.account.Scope;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.sighting.SightingView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index finds, beside a comparison with all descriptors as they are, and what is left of what it forgot. */
class SearchIndexIT {
    private static final int COUNT = 3_000;
    private static final int TOP = 10;
    /** As searches of the product take. */
    private static final int DEPTH = 400;

    private static final Modality BODY = Modality.MODALITY_PERSON;
    private static final Modality FACE = Modality.MODALITY_FACE;

    @TempDir
    private Path folder;

    private SearchIndex index;

    @BeforeEach
    void open() {
        index = SearchIndex.open(home());
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void shouldFindTheNearestAsAnExactScanDoesWithAndWithoutFilters() {
        fill();

        requireNearest(SearchFilter.ALL, n -> true);
        requireNearest(
                SearchFilter.in(Scope.of(Set.of("yard"), Set.of())),
                n -> People.site(n).equals("yard"));
        requireNearest(
                SearchFilter.in(Scope.of(Set.of("yard"), Set.of("c2", "c3"))),
                n -> People.site(n).equals("yard") && (n % 6 == 2 || n % 6 == 3));
        requireNearest(
                SearchFilter.ALL.between(
                        Optional.of(People.BEGIN.plusSeconds(60_000)), Optional.of(People.BEGIN.plusSeconds(66_000))),
                n -> n >= 1_000 && n <= 1_100);
        requireNearest(
                SearchFilter.ALL.of(new SearchFilter.People(
                        Optional.of(Set.of(People.identity(0), People.identity(50))),
                        Set.of(),
                        Set.of(People.tracklet(51)))),
                n -> n < 5 || (n >= 50 && n < 55 && n != 51));
    }

    @Test
    void shouldGiveExactCosinesOfBodyAndFaceAndSayHowManyWereCompared() {
        fill();

        Likes likes = index.find(
                SearchFilter.ALL,
                List.of(Probe.ofCrop(BODY, People.probe(BODY, 300)), Probe.ofCrop(FACE, People.probe(FACE, 300))),
                50);

        Like same = likes.sightings().stream()
                .filter(like -> like.sightingId().equals(People.tracklet(300)))
                .findFirst()
                .orElseThrow();
        assertThat(same.identityId()).isEqualTo(People.identity(300));
        assertThat(same.cosines().get(BODY))
                .isCloseTo(People.probe(BODY, 300).cosine(People.vector(BODY, 300)), within(1e-4));
        assertThat(same.cosines().get(FACE))
                .isCloseTo(People.probe(FACE, 300).cosine(People.vector(FACE, 300)), within(1e-4));
        assertThat(likes.sightings())
                .as("whoever was found by the face has the body's cosine too")
                .allMatch(like -> like.cosines().containsKey(BODY));
        assertThat(likes.compared()).containsEntry(BODY, (long) COUNT).containsEntry(FACE, (long) COUNT / 3);
        assertThat(likes.people()).isCloseTo(COUNT / 5, within(6L));
        assertThat(likes.otherModel()).containsEntry(BODY, 0L);
        assertThat(likes.cut().get(BODY)).isLessThan(same.cosines().get(BODY));
    }

    /** Directions of words are like no descriptor, so whom they find is nobody's neighbor. */
    @Test
    void shouldFindWhatLiesFarthestAlongAnyDirectionAsAnExactScanDoes() {
        fill();
        for (int i = 0; i < 20; i++) {
            Probe probe = direction(i);
            double[] exact = greatest(
                    IntStream.range(0, COUNT).mapToDouble(n -> probe.vector().cosine(People.vector(BODY, n))));

            Along along = index.along(SearchFilter.ALL, probe, DEPTH, COUNT);

            assertThat(greatest(along.farthest().sightings().stream()
                            .mapToDouble(like -> like.cosines().getOrDefault(BODY, -1.0))))
                    .containsExactly(exact, within(1e-4));
        }
    }

    @Test
    void shouldTakeAFairShareOfWhatWasCompared() {
        fill();
        Probe probe = direction(1);
        SearchFilter yard = SearchFilter.in(Scope.of(Set.of("yard"), Set.of()));
        double[] exact = IntStream.range(0, COUNT)
                .filter(n -> People.site(n).equals("yard"))
                .mapToDouble(n -> probe.vector().cosine(People.vector(BODY, n)))
                .toArray();

        double[] all = index.along(yard, probe, 50, COUNT).sample();
        double[] some = index.along(yard, probe, 50, 200).sample();

        assertThat(all).hasSameSizeAs(exact);
        assertThat(mean(all)).isCloseTo(mean(exact), within(1e-4));
        assertThat(some.length).isBetween(100, 200);
        assertThat(mean(some)).isCloseTo(mean(exact), within(.03));
        assertThat(index.along(yard, probe, 50, 200).sample()).isEqualTo(some);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static Probe direction(long seed) {
        Random random = new Random(seed);
        float[] raw = new float[64];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) random.nextGaussian();
        }
        return Probe.ofCrop(BODY, UnitVector.normalize("body@1", raw, 1));
    }

    @Test
    void shouldForgetAtOnceAndLeaveNothingInTheFiles() throws IOException {
        fill();
        String gone = People.identity(500);
        assertThat(index.remaining(gone))
                .as("7 documents, found and in the files")
                .isEqualTo(14);
        byte[] mean = Quantizer.shorts(People.vector(BODY, 500)).bytes;
        assertThat(filesHold(mean)).isTrue();

        index.forgetIdentity(gone);
        index.forgetTracklet(People.tracklet(506));

        assertThat(index.remaining(gone)).isZero();
        assertThat(index.remainingTracklet(People.tracklet(506))).isZero();
        assertThat(nearest(index, SearchFilter.ALL, 500)).doesNotContain(People.tracklet(500));
        assertThat(filesHold(mean)).as("the descriptor's bytes").isFalse();
        assertThat(filesHold((gone).getBytes(StandardCharsets.UTF_8)))
                .as("the id")
                .isFalse();
        assertThat(nearest(index, SearchFilter.ALL, 505)).contains(People.tracklet(505));
    }

    @Test
    void shouldShowASightingAsItIsNow() {
        SightingView before = People.sighting(0);
        index.replace(List.of(before.sightingId()), List.of(before), CropDescribers.NONE);
        index.replace(List.of(before.sightingId()), List.of(), CropDescribers.NONE);
        index.refresh();

        assertThat(index.documents()).isZero();
    }

    @Test
    void shouldBeReadBesideTheProcessThatWritesItAndOpenedByNoOther() {
        fill();

        assertThatThrownBy(() -> SearchIndex.open(home()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("written by another process");
        try (IndexFiles files = IndexFiles.open(home())) {
            assertThat(nearest(files, SearchFilter.ALL, 77)).contains(People.tracklet(77));
        }
    }

    @Test
    void shouldBeginAgainWhenItIsDamagedOrOfAnotherLayout() throws IOException {
        fill();
        index.close();
        try (Stream<Path> files = Files.list(home())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }

        index = SearchIndex.open(home());

        assertThat(index.documents()).isZero();
        assertThat(index.state()).isEqualTo(IndexState.EMPTY);
    }

    @Test
    void shouldBuildAgainWhatAnotherVersionLeft() throws IOException {
        index.close();
        byte[] old = "an id of before".getBytes(StandardCharsets.UTF_8);
        writeAsBefore(new String(old, StandardCharsets.UTF_8));
        assertThat(filesHold(old)).isTrue();
        try (IndexFiles files = IndexFiles.open(home())) {
            assertThatThrownBy(() -> nearest(files, SearchFilter.ALL, 77))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another version")
                    .hasMessageContaining("index rebuild");
            assertThat(files.remainingTracklet("an id of before"))
                    .as("an erasure finds it")
                    .isEqualTo(1);
        }

        index = SearchIndex.open(home());

        assertThat(index.documents()).isZero();
        assertThat(index.state()).isEqualTo(IndexState.EMPTY);
        fill();
        assertThat(nearest(index, SearchFilter.ALL, 77)).contains(People.tracklet(77));
        assertThat(filesHold(old)).isFalse();
    }

    /** As the first layout had it: vectors of the same name in a graph. */
    private void writeAsBefore(String id) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        try (FSDirectory directory = FSDirectory.open(home());
                IndexWriter writer = new IndexWriter(directory, config)) {
            Document document = new Document();
            document.add(new StringField(SightingDocuments.TRACKLET, id, Field.Store.YES));
            document.add(new StringField(SightingDocuments.MODEL, "body@1", Field.Store.NO));
            document.add(new KnnByteVectorField(
                    SightingDocuments.vectors("body@1"), new byte[64], VectorSimilarityFunction.EUCLIDEAN));
            writer.addDocument(document);
            writer.setLiveCommitData(
                    Map.of("layout", "1", "database", "d", "change", "7", "sighting", "t", "deletions", "0")
                            .entrySet());
            writer.commit();
        }
    }

    @Test
    void shouldBeClosedToOtherUsersOfTheMachine() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
                .isEqualTo("rwx------");
    }

    private Path home() {
        return folder.resolve("search");
    }

    private void fill() {
        List<SightingView> all =
                IntStream.range(0, COUNT).mapToObj(People::sighting).toList();
        index.replace(all.stream().map(SightingView::sightingId).toList(), all, CropDescribers.NONE);
        index.commit();
    }

    /** That the nearest are as near as the nearest of all: which of two equally near ones it is does not matter. */
    private void requireNearest(SearchFilter filter, IntPredicate in) {
        int[] among = IntStream.range(0, COUNT).filter(in).toArray();
        for (int i = 0; i < 20; i++) {
            int who = among[i * among.length / 20];
            UnitVector probe = People.probe(BODY, who);
            double[] exact = greatest(IntStream.of(among).mapToDouble(n -> probe.cosine(People.vector(BODY, n))));
            double[] found = greatest(index.find(filter, List.of(Probe.ofCrop(BODY, probe)), DEPTH).sightings().stream()
                    .mapToDouble(like -> like.cosines().getOrDefault(BODY, -1.0)));

            assertThat(found).containsExactly(exact, within(1e-4));
        }
    }

    private static double[] greatest(DoubleStream cosines) {
        return cosines.map(cosine -> -cosine)
                .sorted()
                .limit(TOP)
                .map(cosine -> -cosine)
                .toArray();
    }

    private static List<String> nearest(SightingSearch search, SearchFilter filter, int who) {
        return search.find(filter, List.of(Probe.ofCrop(BODY, People.probe(BODY, who))), 100).sightings().stream()
                .sorted(Comparator.comparingDouble(like -> -like.cosines().getOrDefault(BODY, -1.0)))
                .limit(TOP)
                .map(Like::sightingId)
                .toList();
    }

    private boolean filesHold(byte[] bytes) throws IOException {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(home())) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }
}
