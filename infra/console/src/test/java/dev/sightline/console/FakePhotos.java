package dev.sightline.console;

import dev.sightline.console.api.Enrolling;
import dev.sightline.console.api.PhotoPeople;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Probe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes photos that begin with "one", which look like everybody recorded, "other", which look like nobody, "two", and "crowd", who
 * are more than are listed. */
final class FakePhotos implements PhotoPeople {
    @Override
    public Look look(byte[] photo, Optional<Integer> person) throws Enrolling.PhotoRefused {
        String text = new String(photo, StandardCharsets.UTF_8);
        float[] looks = text.startsWith("other") ? new float[] {0, 1} : new float[] {1, 0.1f};
        if (!text.matches("(?s)(one|other|two|crowd).*")) {
            throw new Enrolling.PhotoRefused("nobody is found in the photo");
        }
        boolean crowd = text.startsWith("crowd");
        int people = crowd ? 30 : text.startsWith("two") ? 2 : 1;
        boolean clear = person.isPresent() || people == 1;
        return new Look(
                IntStream.rangeClosed(1, people)
                        .mapToObj(n -> new PhotoPerson(n, .1 * n, .1, .1, .5, true, clear && n == person.orElse(1)))
                        .toList(),
                crowd ? 4 : 0,
                clear
                        ? List.of(Probe.ofCrop(Modality.MODALITY_PERSON, UnitVector.normalize("model@1", looks, 1)))
                        : List.of());
    }
}
