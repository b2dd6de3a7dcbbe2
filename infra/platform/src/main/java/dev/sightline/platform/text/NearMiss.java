package dev.sightline.platform.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known name closest to a mistyped one, by edit distance with swapped neighbors as one edit. */
public final class NearMiss {
    private static final int SAME_BEGINNING = 6;

    private NearMiss() {}

    /** A sentence with a leading blank, or nothing when no name is close. */
    public static String hint(String given, Collection<String> names) {
        return closest(given, names).map(name -> " Did you mean " + name + "?").orElse("");
    }

    /** The closest of these names, when one is close enough to be meant: at least a letter has to be right. */
    public static Optional<String> closest(String given, Collection<String> names) {
        String plain = plain(given);
        int patience = Math.max(2, plain.length() / 4);
        Optional<String> byWhole = names.stream()
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> near(plain, plain(name), patience));
        return byWhole.or(() -> names.stream()
                        .filter(name -> lastPart(name).equals(lastPart(given)))
                        .sorted()
                        .findFirst())
                .or(() -> names.stream()
                        .filter(name -> sameWord(plain, plain(name)))
                        .sorted()
                        .findFirst());
    }

    /** Other endings of a long word: {@code --predictions}, {@code --predicted}. */
    private static boolean sameWord(String given, String name) {
        int same = Math.min(given.length(), name.length()) - 3;
        return same >= SAME_BEGINNING && given.regionMatches(0, name, 0, same);
    }

    private static boolean near(String given, String name, int patience) {
        int distance = distance(given, name);
        return distance <= patience && distance < Math.max(given.length(), name.length());
    }

    /** Spelling that people mix up counts as equal: {@code sampleFps}, {@code sample_fps}, {@code sample-fps}. */
    private static String plain(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static String lastPart(String name) {
        String plain = plain(name);
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    /** Optimal string alignment distance (Damerau-Levenshtein without overlapping swaps). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
