package dev.sightline.app.erase;

import dev.sightline.app.enrol.Photos;
import dev.sightline.app.run.Installation;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.NearestIdentities;
import dev.sightline.store.sighting.NearestIdentities.Near;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who of the recorded people looks like a photo, by face: crop against crop, at the matcher's rate for faces. */
final class PhotoSubjects {
    private static final int SHOWN = 20;

    private final Installation installation;
    private final Database database;

    PhotoSubjects(Installation installation, Database database) {
        this.installation = installation;
        this.database = database;
    }

    /**
     * Somebody.
     *
     * @param band how alike, in words
     * @param meant whether the photo is taken for this person
     */
    record Found(String identity, String band, Instant lastSeen, boolean meant) {}

    /**
     * The nearest people, best first.
     *
     * @throws UserError when the photo shows no usable face, or its model has no calibration to judge by
     */
    List<Found> like(Path photo) throws IOException {
        WatchlistExemplar face = Photos.describe(installation, Map.of("the photo", List.of(photo)), Clock.systemUTC())
                .getOrDefault("the photo", List.of())
                .stream()
                .filter(exemplar -> exemplar.getModality() == Modality.MODALITY_FACE)
                .findFirst()
                .orElseThrow(() -> new UserError("photo " + photo + " shows no face; name the person with --identity"));
        UnitVector vector = UnitVector.of(face.getVector());
        Calibration calibration = calibration(vector.modelId());
        double fmr = installation.settings().matcher().faceFmr();
        double sure = calibration.cosineAtFmrOrStrictest(fmr).cosine();
        return new NearestIdentities(database)
                .to(vector, Modality.MODALITY_FACE, SHOWN).stream()
                        .map(near -> found(near, calibration, sure))
                        .toList();
    }

    private static Found found(Near near, Calibration calibration, double sure) {
        double cosine = 1 - near.squaredDistance() / 2;
        boolean meant = cosine >= sure;
        double strangers = calibration.fmr(cosine);
        String band = meant ? "same person" : strangers < 0.05 ? "possible" : "unlikely";
        return new Found(near.identityId(), band, near.lastSeen(), meant);
    }

    private Calibration calibration(String modelId) {
        try {
            Optional<Calibration> found =
                    installation.models().resolve(modelId).manifest().calibration(Comparison.CROP_CROP);
            return found.orElseThrow(() -> new UserError("model " + modelId
                    + " has no calibration of crops, so nobody can be told by a photo; calibrate it with sightline"
                    + " calibrate, or name the person with --identity"));
        } catch (ModelException e) {
            throw new UserError("model " + modelId + " cannot be read: " + e.getMessage(), e);
        }
    }
}
