package dev.sightline.matcher.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which cameras the frames of a site wait for.
 *
 * @param awaited cameras that hold up the others now
 * @param passedOver recorded cameras that are no longer waited for, each with how it was then; they are waited for again
 *     as soon as a frame of them comes
 * @param lagging cameras most of whose last frames came later than they are waited for
 * @param longest how long the others have waited for the one that has been silent longest
 */
public record WaitReport(Set<String> awaited, Map<String, String> passedOver, Set<String> lagging, Duration longest) {
    /** From when on a wait is worth a word: longer than cameras need to start, far shorter than footage is waited for. */
    private static final Duration NOTABLE = Duration.ofSeconds(10);

    public WaitReport {
        awaited = Set.copyOf(awaited);
        passedOver = Map.copyOf(passedOver);
        lagging = Set.copyOf(lagging);
    }

    /** Whether the others have waited for so long that people should know. */
    public boolean isLong() {
        return longest.compareTo(NOTABLE) >= 0;
    }

    /** What holds the site up for so long that people should know; empty when nothing does. */
    public Optional<String> trouble() {
        List<String> parts = new ArrayList<>();
        if (isLong()) {
            parts.add("has waited " + longest.toSeconds() + " s for " + names(awaited));
        }
        if (!lagging.isEmpty()) {
            parts.add("gets the frames of " + names(lagging) + " later than matcher.max-wait");
        }
        if (!passedOver.isEmpty()) {
            parts.add("no longer waits for " + names(passedOver.keySet()));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private static String names(Set<String> cameras) {
        List<String> sorted = cameras.stream().sorted().toList();
        return sorted.size() == 1 ? "camera " + sorted.get(0) : "cameras " + String.join(", ", sorted);
    }

    /** Nobody waits for anybody. */
    public static WaitReport none() {
        return new WaitReport(Set.of(), Map.of(), Set.of(), Duration.ZERO);
    }
}
