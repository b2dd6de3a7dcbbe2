package dev.sightline.store.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list that is read newest first. Pages are found by the last item's place, not by counting, so rows that
 * arrive meanwhile neither repeat nor hide items.
 *
 * @param items the items, newest first
 * @param next where the next page begins; empty on the last page
 * @param <T> item type
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of at most {@code limit} items out of one more row than asked for.
     *
     * @param rows up to {@code limit + 1} rows
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> place) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(place.apply(items.get(limit - 1))));
    }

    /** The items turned into something else, in the same places. */
    public <R> Page<R> withItems(List<R> others) {
        return new Page<>(others, next);
    }

    /** Each item turned into something else. */
    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
