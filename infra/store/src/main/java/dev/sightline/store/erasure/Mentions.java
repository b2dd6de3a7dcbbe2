package dev.sightline.store.erasure;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Finds words in free text, whole ones only: {@code hall/p1} is not in {@code hall/p12}. Upper and lower case are the same. A
 * search for thousands of words looks at each text once per word: made for erasures, not for services.
 */
final class Mentions {
    /** What stands in the place of a word that was taken out. */
    static final String ERASED = "(erased)";

    private final List<String> words;

    Mentions(Collection<String> words) {
        this.words = words.stream()
                .filter(word -> !word.isBlank())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    boolean in(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(word -> find(plain, word, 0) >= 0);
    }

    /** The text without the words. */
    String without(String text) {
        String left = text;
        for (String word : words) {
            left = without(left, word);
        }
        return left;
    }

    private static String without(String text, String word) {
        String plain = text.toLowerCase(Locale.ROOT);
        int at = plain.length() == text.length() ? find(plain, word, 0) : -1;
        if (at < 0) {
            return text;
        }
        StringBuilder left = new StringBuilder();
        int from = 0;
        while (at >= 0) {
            left.append(text, from, at).append(ERASED);
            from = at + word.length();
            at = find(plain, word, from);
        }
        return left.append(text.substring(from)).toString();
    }

    private static int find(String text, String word, int from) {
        int at = text.indexOf(word, from);
        while (at >= 0 && !(isEdge(text, at - 1) && isEdge(text, at + word.length()))) {
            at = text.indexOf(word, at + 1);
        }
        return at;
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }
}
