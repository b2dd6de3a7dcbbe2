package dev.sightline.store.search;

import java.util.Collection;
import java.util.Optional;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** A filter in Lucene's words. */
final class FilterQuery {
    private FilterQuery() {}

    /** Empty when it leaves nothing out. */
    static Optional<Query> of(SearchFilter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        require(all, SightingDocuments.SITE, filter.where().sites());
        require(all, SightingDocuments.CAMERA, filter.where().cameras());
        filter.since()
                .ifPresent(since -> all.add(
                        LongPoint.newRangeQuery(SightingDocuments.END, SightingDocuments.millis(since), Long.MAX_VALUE),
                        Occur.FILTER));
        filter.until()
                .ifPresent(until -> all.add(
                        LongPoint.newRangeQuery(
                                SightingDocuments.START, Long.MIN_VALUE, SightingDocuments.millis(until)),
                        Occur.FILTER));
        filter.people().only().ifPresent(only -> all.add(in(SightingDocuments.IDENTITY, only), Occur.FILTER));
        boolean required = !all.build().clauses().isEmpty();
        exclude(all, SightingDocuments.IDENTITY, filter.people().but());
        exclude(all, SightingDocuments.TRACKLET, filter.people().notTracklets());
        BooleanQuery query = all.build();
        if (query.clauses().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                required
                        ? query
                        : all.add(new MatchAllDocsQuery(), Occur.FILTER).build());
    }

    private static void require(BooleanQuery.Builder all, String field, Collection<String> ids) {
        if (!ids.isEmpty()) {
            all.add(in(field, ids), Occur.FILTER);
        }
    }

    private static void exclude(BooleanQuery.Builder all, String field, Collection<String> ids) {
        if (!ids.isEmpty()) {
            all.add(in(field, ids), Occur.MUST_NOT);
        }
    }

    private static Query in(String field, Collection<String> ids) {
        return new TermInSetQuery(field, ids.stream().map(BytesRef::new).toList());
    }
}
