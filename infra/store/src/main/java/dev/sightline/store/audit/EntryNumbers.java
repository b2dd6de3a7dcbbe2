package dev.sightline.store.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers of entries as text, such as {@code 3,7-9}: how an entry says of which others the text was removed. */
final class EntryNumbers {
    /** Well below what an entry's detail may hold. */
    private static final int LONGEST = 10_000;

    private EntryNumbers() {}

    /** The numbers, in as many texts as it takes. */
    static List<String> texts(SortedSet<Long> numbers) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<Long> sorted = List.copyOf(numbers);
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            while (to + 1 < sorted.size() && sorted.get(to + 1) == sorted.get(to) + 1) {
                to++;
            }
            text.append(text.isEmpty() ? "" : ",").append(sorted.get(from));
            if (to > from) {
                text.append('-').append(sorted.get(to));
            }
            if (text.length() > LONGEST) {
                texts.add(text.toString());
                text.setLength(0);
            }
            from = to + 1;
        }
        if (!text.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    /** Takes the numbers that a text names out of a set; what is no such text names none. */
    static void remove(String text, SortedSet<Long> from) {
        if (!text.matches("\\d{1,18}(-\\d{1,18})?(,\\d{1,18}(-\\d{1,18})?)*")) {
            return;
        }
        for (String range : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            from.removeAll(new TreeSet<>(from.tailSet(first).headSet(last + 1)));
        }
    }
}
