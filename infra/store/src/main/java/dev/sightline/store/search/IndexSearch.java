package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Likes.Like;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * One search of an open index. First the sightings nearest to each probe by a scan of all, then every one of them in all
 * modalities exactly, so that a face brings in its body's cosine. One thread.
 */
final class IndexSearch {
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
            NearestScan.Nearest nearest = NearestScan.of(searcher, with(model(probe)), probe, depth);
            double least = note(probe, nearest);
            compared.put(probe.modality(), nearest.compared());
            otherModel.put(probe.modality(), searcher.count(with(modality(probe))) - nearest.compared());
            if (nearest.documents().length < nearest.compared()) {
                cut.put(probe.modality(), least);
            }
        }
        for (Probe probe : probes) {
            Set<String> others = foundByOthers(probe.modality());
            if (!others.isEmpty()) {
                Query them = both(model(probe), tracklets(others));
                note(probe, NearestScan.of(searcher, them, probe, others.size()));
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

    private Set<String> foundByOthers(Modality modality) {
        return found.entrySet().stream()
                .filter(one -> !one.getValue().cosines().containsKey(modality))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Notes what was found; the least of their cosines, or 1. */
    private double note(Probe probe, NearestScan.Nearest nearest) throws IOException {
        float[] values = probe.vector().values();
        MeanReader means = new MeanReader(searcher.getIndexReader());
        StoredFields fields = searcher.storedFields();
        double least = 1;
        for (int doc : nearest.documents()) {
            double cosine = Quantizer.cosine(values, means.of(doc));
            least = Math.min(least, cosine);
            Document document = fields.document(doc, STORED);
            found.computeIfAbsent(
                            text(document, SightingDocuments.TRACKLET),
                            id -> new Found(
                                    text(document, SightingDocuments.IDENTITY),
                                    text(document, SightingDocuments.SITE),
                                    new EnumMap<>(Modality.class)))
                    .cosines()
                    .put(probe.modality(), cosine);
        }
        return least;
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
            return SightingDocuments.value(means, doc - context.docBase);
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
        return filter.map(only -> both(what, only)).orElse(what);
    }

    private static Query both(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(other, Occur.FILTER)
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
