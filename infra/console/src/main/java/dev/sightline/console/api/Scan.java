package dev.sightline.console.api;

import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Fills a page of a list of which the caller may see only a part. */
final class Scan {
    /** Pages that are looked through for one; then a shorter page is given, with where to go on. */
    private static final int PAGES = 20;

    private Scan() {}

    static <T> Page<T> fill(
            Cursor from, int limit, Function<Cursor, Page<T>> read, Predicate<T> keep, Function<T, Cursor> place) {
        List<T> kept = new ArrayList<>();
        Optional<Cursor> next = Optional.of(from);
        for (int page = 0; page < PAGES && next.isPresent(); page++) {
            Page<T> found = read.apply(next.get());
            for (T item : found.items()) {
                if (keep.test(item)) {
                    kept.add(item);
                    if (kept.size() == limit) {
                        boolean last = found.next().isEmpty()
                                && item == found.items().get(found.items().size() - 1);
                        return new Page<>(kept, last ? Optional.empty() : Optional.of(place.apply(item)));
                    }
                }
            }
            next = found.next();
        }
        return new Page<>(kept, next);
    }
}
