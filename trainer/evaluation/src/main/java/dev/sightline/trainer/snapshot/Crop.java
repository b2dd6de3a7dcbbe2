package dev.sightline.trainer.snapshot;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledCrop;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One picture of a snapshot, and whom it shows.
 *
 * @param path where the picture lies on this machine; not part of the snapshot's hash
 * @param name the path as its source lists it, with / between folders; unique within the site
 * @param sha256 of the file, lower-case hex
 * @param identity who it shows, {@code site/person} so that two sites never share a person; {@value #DISTRACTOR}:
 *     somebody who is none of the people, never trained on
 * @param camera which camera of the site saw it
 * @param site the place
 * @param tracklet the unbroken stay it belongs to, empty when not known; counts within site and camera
 * @param time when it was taken, to the microsecond, by the camera's clock
 */
public record Crop(
        Path path,
        String name,
        String sha256,
        String identity,
        String camera,
        String site,
        String tracklet,
        Optional<Instant> time) {

    /** The identity of somebody who is none of the people; people's begin with their site. */
    static final String DISTRACTOR = "0";

    public Crop {
        for (String text : new String[] {name, identity, camera, site}) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("crop " + path + " needs a name, an identity, a camera and a site;"
                        + " got name '" + name + "', identity '" + identity + "', camera '" + camera + "', site '"
                        + site + "'");
            }
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "crop " + path + " has SHA-256 '" + sha256 + "'; expected 64 lower-case hex digits");
        }
        if ((name + identity + camera + site + tracklet).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("crop " + path
                    + " has a control character in its name or labels, which no list of crops keeps; rename it");
        }
        time = time.map(t -> t.truncatedTo(ChronoUnit.MICROS));
    }

    /** Unique within a snapshot. */
    public String key() {
        return site + "/" + name;
    }

    /** The camera, told apart from cameras of the same name at other sites. */
    public String place() {
        return site + "/" + camera;
    }

    /** Somebody who is none of the people. */
    public boolean isDistractor() {
        return identity.equals(DISTRACTOR);
    }

    /** Whether both were taken in one unbroken stay, as far as is known. */
    public boolean sharesTracklet(Crop other) {
        return !tracklet.isEmpty() && tracklet.equals(other.tracklet) && place().equals(other.place());
    }

    /** The crop as calibration and evaluation take it; cameras of two sites stay apart. */
    public LabeledCrop labeled() {
        String person = isDistractor() ? Label.DISTRACTOR : identity;
        return new LabeledCrop(path, key(), person, place(), site, tracklet, time);
    }

    /** What of it counts for the snapshot's hash. */
    String line() {
        String micros = time.map(t -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, t)))
                .orElse("");
        return String.join("\t", site, name, sha256, identity, camera, tracklet, micros) + "\n";
    }
}
