package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database of sightings, each of a person by number, that an index follows. */
abstract class FollowedDatabase {
    private static final CropReference CROP = new CropReference("crop:1", new byte[32], 200L);

    @TempDir
    Path folder;

    Database database;

    abstract TestDatabase databases();

    @BeforeEach
    void openDatabase() {
        database = databases().open();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    final void write(Sighting... sightings) {
        database.execute(em -> {
            IdentityWriter people = new IdentityWriter(em);
            SightingWriter writer = new SightingWriter(em);
            for (Sighting sighting : sightings) {
                people.ensure(Map.of(sighting.getIdentityId(), Messages.SITE));
                writer.apply(sighting, Map.of(0, CROP));
            }
        });
    }

    static String id(int person) {
        return Messages.SITE + "/p" + person;
    }

    static String line(Like like) {
        return like.sightingId() + " of " + like.identityId();
    }

    static Probe probe(int seed) {
        Exemplar exemplar = Messages.exemplar(seed, Modality.MODALITY_PERSON, .5f);
        return Probe.ofCrop(Modality.MODALITY_PERSON, UnitVector.of(exemplar.getVector()));
    }

    static Sighting sighting(String tracklet, int person, int start) {
        return Messages.sighting(tracklet, id(person), start).build();
    }
}
