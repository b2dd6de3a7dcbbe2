package dev.sightline.app.enrol;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.problem.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A watchlist entry after photos were added to it. Pure.
 *
 * @param entry to write
 * @param before photos it had; 0 for a new one
 * @param added photos that are new to it
 */
record Enrolment(WatchlistEntry entry, int before, int added) {
    private static final List<String> ORDINALS =
            List.of("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth");

    /**
     * What is asked for, beside the photos.
     *
     * @param reason why; empty: as it is
     * @param approver who allowed it; empty: as it is
     * @param expires until when; empty: as it is
     * @param sites where; empty: as it is
     */
    record Wish(String reason, String approver, Optional<Instant> expires, List<String> sites) {
        Wish {
            sites = List.copyOf(sites);
        }
    }

    /**
     * Adds photos to an entry. Photos that it has already are left out.
     *
     * @param there the entry as it is; without exemplars for a new one or one that is replaced
     * @param photos the exemplars of each
     * @throws UserError when the entry has expired and no new end is asked for
     */
    static Enrolment of(WatchlistEntry there, Wish wish, List<List<WatchlistExemplar>> photos, Instant now) {
        WatchlistEntry.Builder entry = there.toBuilder();
        Set<ByteString> known = new HashSet<>(faces(there.getExemplarsList()));
        int before = known.size();
        int added = 0;
        for (List<WatchlistExemplar> photo : photos) {
            if (known.addAll(faces(photo))) {
                entry.addAllExemplars(photo);
                added++;
            }
        }
        if (!wish.reason().isBlank()) {
            entry.setReason(wish.reason());
        }
        if (!wish.approver().isBlank()) {
            entry.setApprover(wish.approver());
        }
        if (!wish.sites().isEmpty()) {
            entry.clearSiteIds().addAllSiteIds(wish.sites());
        }
        wish.expires().ifPresent(end -> entry.setExpiresUs(end.toEpochMilli() * 1_000));
        requireAlive(entry, now);
        return new Enrolment(entry.build(), before, added);
    }

    /** How many photos an entry has: each shows one face, kept as a crop. */
    static int photos(WatchlistEntry entry) {
        return faces(entry.getExemplarsList()).size();
    }

    private static Set<ByteString> faces(List<WatchlistExemplar> exemplars) {
        return exemplars.stream()
                .filter(e -> e.getModality() == Modality.MODALITY_FACE)
                .map(WatchlistExemplar::getCropJpeg)
                .collect(Collectors.toSet());
    }

    private static void requireAlive(WatchlistEntry.Builder entry, Instant now) {
        if (entry.getExpiresUs() != 0 && entry.getExpiresUs() <= now.toEpochMilli() * 1_000) {
            throw new UserError("the entry of " + entry.getName() + " ended at "
                    + Instant.ofEpochMilli(entry.getExpiresUs() / 1_000)
                    + "; give --days for a new end, or --replace to begin it again");
        }
    }

    /** What was done, a sentence each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String name = entry.getName();
        int all = before + added;
        if (before == 0) {
            lines.add("Enrolled " + name + " with " + count(all) + " (" + entry.getEntryId() + ").");
        } else if (added == 0) {
            lines.add("No photo added: " + name + " has what was given already; " + count(all) + ".");
        } else if (added == 1) {
            lines.add(ordinal(all) + " photo of " + name + "; " + count(all) + " now.");
        } else {
            lines.add(added + " more photos of " + name + "; " + count(all) + " now.");
        }
        return lines;
    }

    private static String ordinal(int number) {
        return number <= ORDINALS.size() ? ORDINALS.get(number - 1) : "One more";
    }

    private static String count(int photos) {
        return photos + (photos == 1 ? " photo" : " photos");
    }
}
