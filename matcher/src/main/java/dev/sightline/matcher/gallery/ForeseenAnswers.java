package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers to searches before they are asked, made wider than they will be. Those whose exemplars changed since are measured again,
 * and what then still reaches as far as it was asked for is what a search finds now, to the last bit. One thread.
 */
final class ForeseenAnswers {
    private static final int MOST = 128;
    private static final int MOST_CHANGES = 1_024;

    private static final Comparator<Match> BY_ACROSS =
            Comparator.comparingDouble(Match::across).thenComparing(Match::identityId);
    private static final Comparator<Match> BY_WITHIN =
            Comparator.comparingDouble(Match::within).thenComparing(Match::identityId);

    private final Map<Asked, Answer> answers = new LinkedHashMap<>();
    /** Identities in the order in which they changed since the first of the answers. */
    private final List<String> changes = new ArrayList<>();

    private record Asked(UnitVector probe, int group) {
        static Asked by(Search search) {
            return new Asked(search.probe(), search.group());
        }
    }

    /**
     * Who was near.
     *
     * @param across the last that was found of those nearest across cameras; null: everybody was
     * @param within the same within the probe's own camera
     * @param changes how many changes there had been
     */
    private record Answer(
            List<Match> matches,
            @Nullable Match across,
            @Nullable Match within,
            int changes) {
        Answer without(String identityId) {
            List<Match> others = matches.stream()
                    .filter(match -> !match.identityId().equals(identityId))
                    .toList();
            return others.size() == matches.size() ? this : new Answer(others, across, within, changes);
        }
    }

    boolean has(Search search) {
        return answers.containsKey(Asked.by(search));
    }

    /** Keeps what was found; the oldest go when there are many. */
    void put(Search search, Neighbors found) {
        List<Match> matches = found.matches();
        Match across = found.across() > search.limit() ? last(matches, BY_ACROSS, search.limit()) : null;
        Match within = found.within() > search.limit() ? last(matches, BY_WITHIN, search.limit()) : null;
        answers.put(Asked.by(search), new Answer(matches, across, within, changes.size()));
        if (answers.size() > MOST) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    /** An identity has other exemplars now. */
    void changed(String identityId) {
        if (!answers.isEmpty()) {
            changes.add(identityId);
        }
        if (changes.size() > MOST_CHANGES) {
            clear();
        }
    }

    /** An identity is gone. */
    void remove(String identityId) {
        answers.replaceAll((asked, answer) -> answer.without(identityId));
    }

    private void clear() {
        answers.clear();
        changes.clear();
    }

    /**
     * What a search finds.
     *
     * @param gallery as it is now
     * @param counts of the gallery
     * @return empty when it was not foreseen, or so much changed that there may be others
     */
    Optional<Neighbors> answer(Search search, Gallery gallery, GroupCounts counts) {
        Answer answer = answers.get(Asked.by(search));
        if (answer == null) {
            return Optional.empty();
        }
        Set<String> changed = new HashSet<>(changes.subList(answer.changes, changes.size()));
        List<Match> known = new ArrayList<>(answer.matches.size() + changed.size());
        for (Match match : answer.matches) {
            if (!changed.contains(match.identityId()) && search.allowed().test(match.identityId())) {
                known.add(match);
            }
        }
        for (String id : changed) {
            if (search.allowed().test(id)) {
                gallery.distances(search.probe(), search.group(), id).ifPresent(known::add);
            }
        }
        known.sort(BY_WITHIN);
        int within = reached(known, Match::within, search.limit());
        boolean mayMiss = mayMiss(known, within, search.limit(), BY_WITHIN, answer.within);
        List<Match> found = new ArrayList<>(2 * search.limit());
        found.addAll(known.subList(0, within));
        known.sort(BY_ACROSS);
        int across = reached(known, Match::across, search.limit());
        mayMiss |= mayMiss(known, across, search.limit(), BY_ACROSS, answer.across);
        for (Match match : known.subList(0, across)) {
            if (within == 0 || BY_WITHIN.compare(match, found.get(within - 1)) > 0) {
                found.add(match);
            }
        }
        found.sort(Match.NEAREST_FIRST);
        return mayMiss
                ? Optional.empty()
                : Optional.of(new Neighbors(found, counts.across(search.group()), counts.within(search.group())));
    }

    /** How many of the first are among the nearest. */
    private static int reached(List<Match> sorted, ToDoubleFunction<Match> distance, int limit) {
        int reached = 0;
        while (reached < Math.min(limit, sorted.size())
                && distance.applyAsDouble(sorted.get(reached)) != Double.POSITIVE_INFINITY) {
            reached++;
        }
        return reached;
    }

    /** Whether there may be others: the last is beyond the last that was looked for, or there are too few. */
    private static boolean mayMiss(
            List<Match> sorted, int reached, int limit, Comparator<Match> by, @Nullable Match lookedFor) {
        return lookedFor != null && (reached < limit || by.compare(sorted.get(reached - 1), lookedFor) > 0);
    }

    private static Match last(List<Match> matches, Comparator<Match> by, int count) {
        List<Match> sorted = new ArrayList<>(matches);
        sorted.sort(by);
        return sorted.get(count - 1);
    }
}
