package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Likes.Like;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * One search of an open index. First the sightings nearest to each probe by the graph, then every one of them in all
 * modalities exactly, so that a face brings in its body's cosine. One thread.
 */
final class IndexSearch {
    /** So many descriptors of a model are found well with as many candidates in the graph as are taken. */
    private static final long WELL_FOUND = 125_000;
    /** Candidates for each that is taken, at most. */
    private static final long MOST_CANDIDATES = 8;

    private static final Set<String> STORED =
            Set.of(SightingDocuments.TRACKLET, SightingDocuments.IDENTITY, SightingDocuments.SITE);

    private final IndexSearcher searcher;
    private final Optional<Query> filter;
    private final Map<String, Found> found = new HashMap<>();

    private record Found(String identity, String site, Map<Modality, Double> cosines) {}

    IndexSearch(IndexSearcher searcher, SearchFilter wanted) {
        this.searcher = searcher;
        this.filter = FilterQuery.of(wanted);
    }

    /** @param depth sightings to take for each probe */
    Likes find(List<Probe> probes, int depth) throws IOException {
        Map<Modality, Long> compared = new EnumMap<>(Modality.class);
        Map<Modality, Long> otherModel = new EnumMap<>(Modality.class);
        Map<Modality, Double> cut = new EnumMap<>(Modality.class);
        for (Probe probe : probes) {
            long all = searcher.count(with(model(probe)));
            compared.put(probe.modality(), all);
            otherModel.put(probe.modality(), searcher.count(with(modality(probe))) - all);
            List<Double> cosines = nearest(probe, filter, depth, candidates(depth, all));
            if (cosines.size() < all && !cosines.isEmpty()) {
                cut.put(probe.modality(), cosines.get(cosines.size() - 1));
            }
        }
        if (probes.size() > 1 && !found.isEmpty()) {
            Query them = tracklets(found.keySet());
            for (Probe probe : probes) {
                nearest(probe, Optional.of(them), found.size(), found.size());
            }
        }
        long people = DistinctCount.people(searcher, with(anyModel(probes)));
        return new Likes(likes(), compared, people, otherModel, cut);
    }

    /** @param depth sightings to take */
    Along along(Probe probe, int depth, int sample) throws IOException {
        Likes farthest = find(List.of(probe), depth);
        float[] values = probe.vector().values();
        MeanReader means = new MeanReader(searcher.getIndexReader());
        List<Integer> taken = EvenSample.of(searcher, with(model(probe)), farthest.sightingsCompared(), sample);
        double[] cosines = new double[taken.size()];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Quantizer.cosine(values, means.of(taken.get(i)));
        }
        return new Along(farthest, cosines);
    }

    /** How many are kept while the graph is walked: among more, the nearest are missed more easily. */
    static int candidates(int depth, long among) {
        return Math.toIntExact(depth * Math.max(1, Math.min(MOST_CANDIDATES, among / WELL_FOUND)));
    }

    /** Notes the nearest; their cosines, greatest first. */
    private List<Double> nearest(Probe probe, Optional<Query> among, int most, int candidates) throws IOException {
        Query query = new KnnByteVectorQuery(
                SightingDocuments.vectors(probe.vector().modelId()),
                Quantizer.bytes(probe.vector()),
                candidates,
                among.orElse(null));
        ScoreDoc[] hits = searcher.search(query, most).scoreDocs;
        Arrays.sort(hits, Comparator.comparingInt(hit -> hit.doc)); // Values are read forward.
        float[] values = probe.vector().values();
        MeanReader means = new MeanReader(searcher.getIndexReader());
        StoredFields fields = searcher.storedFields();
        List<Double> cosines = new ArrayList<>();
        for (ScoreDoc hit : hits) {
            double cosine = Quantizer.cosine(values, means.of(hit.doc));
            cosines.add(cosine);
            Document document = fields.document(hit.doc, STORED);
            found.computeIfAbsent(
                            text(document, SightingDocuments.TRACKLET),
                            id -> new Found(
                                    text(document, SightingDocuments.IDENTITY),
                                    text(document, SightingDocuments.SITE),
                                    new EnumMap<>(Modality.class)))
                    .cosines()
                    .put(probe.modality(), cosine);
        }
        cosines.sort(Comparator.reverseOrder());
        return cosines;
    }

    /** Reads the means of documents in ascending order. */
    private static final class MeanReader {
        private final IndexReader reader;
        private int leaf = -1;
        private BinaryDocValues means = DocValues.emptyBinary();

        MeanReader(IndexReader reader) {
            this.reader = reader;
        }

        BytesRef of(int doc) throws IOException {
            int in = ReaderUtil.subIndex(doc, reader.leaves());
            LeafReaderContext context = reader.leaves().get(in);
            if (in != leaf) {
                leaf = in;
                means = DocValues.getBinary(context.reader(), SightingDocuments.MEAN);
            }
            if (!means.advanceExact(doc - context.docBase)) {
                throw new IllegalStateException("a document of the search index has no mean; delete its folder");
            }
            return means.binaryValue();
        }
    }

    private List<Like> likes() {
        return found.entrySet().stream()
                .map(e -> new Like(
                        e.getKey(),
                        e.getValue().identity(),
                        e.getValue().site(),
                        e.getValue().cosines()))
                .toList();
    }

    private Query with(Query what) {
        if (filter.isEmpty()) {
            return what;
        }
        return new BooleanQuery.Builder()
                .add(what, Occur.FILTER)
                .add(filter.get(), Occur.FILTER)
                .build();
    }

    private static Query model(Probe probe) {
        return new TermQuery(new Term(SightingDocuments.MODEL, probe.vector().modelId()));
    }

    private static Query modality(Probe probe) {
        return new TermQuery(
                new Term(SightingDocuments.MODALITY, probe.modality().name()));
    }

    private static Query anyModel(List<Probe> probes) {
        return probes.isEmpty()
                ? new MatchAllDocsQuery()
                : new TermInSetQuery(
                        SightingDocuments.MODEL,
                        probes.stream()
                                .map(probe -> new BytesRef(probe.vector().modelId()))
                                .toList());
    }

    private static Query tracklets(Set<String> ids) {
        return new TermInSetQuery(
                SightingDocuments.TRACKLET, ids.stream().map(BytesRef::new).toList());
    }

    private static String text(Document document, String field) {
        return Objects.requireNonNull(document.get(field), field);
    }
}
