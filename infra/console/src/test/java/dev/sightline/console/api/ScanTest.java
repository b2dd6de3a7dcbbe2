package dev.sightline.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanTest {
    /** 100 down to 1. */
    private static final List<Integer> ALL =
            IntStream.rangeClosed(1, 100).mapToObj(i -> 101 - i).toList();

    @Test
    void shouldFillPagesWithWhatMayBeSeenAndMissNothing() {
        Predicate<Integer> third = number -> number % 3 == 0;
        List<Integer> seen = new ArrayList<>();
        Page<Integer> page = fill(Cursor.start(), 10, third);
        seen.addAll(page.items());
        while (page.next().isPresent()) {
            assertThat(page.items()).hasSize(10);
            page = fill(page.next().get(), 10, third);
            seen.addAll(page.items());
        }

        assertThat(seen).isEqualTo(ALL.stream().filter(third).toList());
    }

    @Test
    void shouldEndAFullLastPage() {
        assertThat(fill(Cursor.start(), 100, number -> true).next()).isEmpty();
    }

    @Test
    void shouldGiveAShorterPageRatherThanReadForEver() {
        Page<Integer> page = fill(Cursor.start(), 1, number -> number == 1);

        assertThat(page.items()).isEmpty();
        assertThat(page.next()).contains(place(81));
    }

    private static Page<Integer> fill(Cursor from, int limit, Predicate<Integer> keep) {
        return Scan.fill(from, limit, cursor -> read(cursor, limit), keep, ScanTest::place);
    }

    private static Page<Integer> read(Cursor from, int limit) {
        List<Integer> rows = ALL.stream()
                .filter(number -> place(number).time().isBefore(from.time()))
                .limit(limit + 1)
                .toList();
        return Page.of(rows, limit, ScanTest::place);
    }

    private static Cursor place(int number) {
        return new Cursor(Instant.ofEpochSecond(number), "");
    }
}
