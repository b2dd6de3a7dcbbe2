package dev.sightline.app.run;

import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Enrolling.PhotoRefused;
import dev.sightline.console.api.PhotoPeople;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.PeopleInPhoto;
import dev.sightline.embedder.UnusablePhoto;
import dev.sightline.embedder.image.Region;
import dev.sightline.store.search.Probe;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Finds people in photos for searches: by the embedder's models where this process has them. Thread-safe. */
public final class PhotoLooking implements PhotoPeople {
    /** A decoded photo may take 300 MB. */
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_S = 20;

    private final Optional<PeopleInPhoto> people;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** @param models of this process's embedder; empty where there is none, so that photos are refused */
    public PhotoLooking(Optional<EmbedderModels> models) {
        this.people = models.map(loaded -> new PeopleInPhoto(loaded, Clock.systemUTC()));
    }

    @Override
    public Look look(byte[] photo, Optional<Integer> person) throws PhotoRefused {
        PeopleInPhoto present = people.orElseThrow(() -> ApiProblem.unavailable(
                "this console runs without an embedder, so it cannot look at photos; search by a crop or a person, use"
                        + " 'sightline search', or 'sightline run'"));
        try {
            if (!turns.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
                throw ApiProblem.crowded("too many photos are looked at; try again in a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiProblem.unavailable("the console stops");
        }
        try {
            return look(present.look(photo, person), person);
        } catch (UnusablePhoto e) {
            throw new PhotoRefused(String.valueOf(e.getMessage()));
        } finally {
            turns.release();
        }
    }

    private static Look look(PeopleInPhoto.Look seen, Optional<Integer> wanted) {
        List<Probe> probes = seen.described().stream()
                .map(described -> Probe.ofCrop(described.modality(), described.vector()))
                .toList();
        int searched = probes.isEmpty() ? 0 : wanted.orElse(1);
        List<PhotoPerson> people = IntStream.range(0, seen.people().size())
                .mapToObj(i -> person(i + 1, seen, i + 1 == searched))
                .toList();
        return new Look(people, seen.unlisted(), probes);
    }

    private static PhotoPerson person(int number, PeopleInPhoto.Look seen, boolean searched) {
        PeopleInPhoto.Seen one = seen.people().get(number - 1);
        Region box = one.box().clamp(seen.width(), seen.height());
        return new PhotoPerson(
                number,
                (double) box.x() / seen.width(),
                (double) box.y() / seen.height(),
                (double) box.width() / seen.width(),
                (double) box.height() / seen.height(),
                one.face().isPresent(),
                searched);
    }
}
