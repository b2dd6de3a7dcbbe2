package dev.sightline.trainer.split;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which people are held back. */
public sealed interface Selection {

    /**
     * The selected identities.
     *
     * @param candidates identities that may be selected
     * @throws IllegalArgumentException when the data set cannot be selected from in this way
     */
    Set<String> of(Snapshot snapshot, Set<String> candidates);

    /** Nobody. */
    record Nobody() implements Selection {
        @Override
        public Set<String> of(Snapshot snapshot, Set<String> candidates) {
            return Set.of();
        }
    }

    /**
     * About a share of the people, by a hash of their name: a person stays on the same side when others come or go.
     *
     * @param share 0 to 1
     * @param seed another seed, other people
     */
    record Share(double share, long seed) implements Selection {

        public Share {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("share of people = " + share + "; allowed: 0 to below 1");
            }
        }

        @Override
        public Set<String> of(Snapshot snapshot, Set<String> candidates) {
            return candidates.stream().filter(this::selects).collect(Collectors.toCollection(TreeSet::new));
        }

        private boolean selects(String identity) {
            String hex = Checksum.of((seed + "/" + identity).getBytes(StandardCharsets.UTF_8));
            return Long.parseLong(hex.substring(0, 12), 16) < share * (1L << 48);
        }
    }

    /** People named one by one or by number. */
    record Named(List<Term> terms) implements Selection {

        public Named {
            terms = List.copyOf(terms);
        }

        @Override
        public Set<String> of(Snapshot snapshot, Set<String> candidates) {
            Set<String> selected = new TreeSet<>();
            for (Term term : terms) {
                Set<String> found = term.of(candidates);
                if (found.isEmpty()) {
                    throw new IllegalArgumentException("'" + term.text() + "' selects nobody of data set '"
                            + snapshot.name() + "' with the sites " + snapshot.sites());
                }
                selected.addAll(found);
            }
            return selected;
        }
    }

    /** People first seen at this time or later. */
    record From(Instant time) implements Selection {
        @Override
        public Set<String> of(Snapshot snapshot, Set<String> candidates) {
            Map<String, Instant> first = new HashMap<>();
            for (Crop crop : snapshot.crops()) {
                Instant taken = crop.time()
                        .orElseThrow(() -> new IllegalArgumentException("data set '" + snapshot.name()
                                + "' cannot be split by time: " + crop.key() + " has none"));
                first.merge(crop.identity(), taken, (a, b) -> a.isBefore(b) ? a : b);
            }
            return candidates.stream()
                    .filter(identity ->
                            !first.getOrDefault(identity, Instant.MIN).isBefore(time))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * Reads {@code none}, {@code share=0.1}, {@code from=2026-03-01T00:00:00Z}, or a comma-separated list of
     * {@code [site:]person}, {@code [site:]643-742} (by number) and {@code [site:]last-85} (by name).
     *
     * @param seed for a share
     */
    static Selection parse(String text, long seed) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.equals("none")) {
            return new Nobody();
        }
        try {
            if (trimmed.startsWith("share=")) {
                return new Share(Double.parseDouble(trimmed.substring(6)), seed);
            }
            if (trimmed.startsWith("from=")) {
                return new From(OffsetDateTime.parse(trimmed.substring(5)).toInstant());
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "people to hold back: '" + text
                            + "'; allowed: none, share=0.1, from=2026-03-01T00:00:00Z, or a list of [site:]person,"
                            + " [site:]643-742 and [site:]last-85",
                    e);
        }
        List<Term> terms = new ArrayList<>();
        for (String term : trimmed.split(",", -1)) {
            terms.add(Term.parse(term.strip()));
        }
        return new Named(terms);
    }

    /**
     * A person, a range of numbers, or the last few, at one site or at all.
     *
     * @param text as given
     * @param site where; empty: everywhere
     * @param person name, {@code from-to} or {@code last-count}
     */
    record Term(String text, Optional<String> site, String person) {

        static Term parse(String text) {
            int colon = text.indexOf(':');
            String person = text.substring(colon + 1);
            if (person.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + text + "' names nobody; expected [site:]person," + " [site:]643-742 or [site:]last-85");
            }
            return new Term(text, colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon)), person);
        }

        Set<String> of(Set<String> candidates) {
            List<String> here = candidates.stream()
                    .filter(i -> site.isEmpty() || i.startsWith(site.get() + "/"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
            if (person.matches("last-\\d{1,9}")) {
                int count = Integer.parseInt(person.substring(5));
                return new TreeSet<>(here.subList(Math.max(0, here.size() - count), here.size()));
            }
            return here.stream().filter(i -> fits(local(i))).collect(Collectors.toCollection(TreeSet::new));
        }

        private boolean fits(String local) {
            if (local.equals(person)) {
                return true;
            }
            if (!person.matches("\\d{1,9}-\\d{1,9}") || !local.matches("\\D*\\d{1,9}")) {
                return false;
            }
            int dash = person.indexOf('-');
            long number = Long.parseLong(local.replaceFirst("^\\D*", ""));
            return number >= Long.parseLong(person.substring(0, dash))
                    && number <= Long.parseLong(person.substring(dash + 1));
        }

        private static String local(String identity) {
            return identity.substring(identity.indexOf('/') + 1);
        }
    }
}
