package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Looks through the index for the one that fills it. */
final class IndexTerms {
    private IndexTerms() {}

    static List<String> after(IndexReader reader, String field, String after, int limit) throws IOException {
        List<String> found = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, field);
        if (terms == null) {
            return found;
        }
        TermsEnum each = terms.iterator();
        if (each.seekCeil(new BytesRef(after)) == TermsEnum.SeekStatus.END) {
            return found;
        }
        BytesRef term = each.term();
        while (term != null && found.size() < limit) {
            String text = term.utf8ToString();
            if (!text.equals(after)) {
                found.add(text);
            }
            term = each.next();
        }
        return found;
    }

    static Set<String> describedByAnother(IndexSearcher searcher, Modality modality, String modelId, int limit)
            throws IOException {
        Query others = new BooleanQuery.Builder()
                .add(term(SightingDocuments.MODALITY, modality.name()), Occur.FILTER)
                .add(term(SightingDocuments.MODEL, modelId), Occur.MUST_NOT)
                .add(term(SightingDocuments.TRIED, modelId), Occur.MUST_NOT)
                .build();
        Sort newest = new Sort(new SortField(SightingDocuments.END, SortField.Type.LONG, true));
        Set<String> found = new LinkedHashSet<>();
        for (ScoreDoc hit : searcher.search(others, limit, newest).scoreDocs) {
            found.add(Objects.requireNonNull(searcher.storedFields()
                    .document(hit.doc, Set.of(SightingDocuments.TRACKLET))
                    .get(SightingDocuments.TRACKLET)));
        }
        return found;
    }

    private static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }
}
