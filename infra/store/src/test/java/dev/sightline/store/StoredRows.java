package dev.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.event.EventWriter;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One database for all tests of a class, and how rows get into it. Tests keep to identities of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoredRows {
    Path folder;
    Database database;
    FileCropStore crops;

    abstract TestDatabase databases();

    @BeforeAll
    void open(@TempDir Path shared) {
        folder = shared;
        database = databases().open();
        crops = new FileCropStore(shared.resolve("crops"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    void record(Sighting sighting) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(sighting.getIdentityId(), sighting.getSiteId()));
            Map<Integer, CropReference> stored = new HashMap<>();
            for (int i = 0; i < sighting.getExemplarsCount(); i++) {
                stored.put(i, stored(sighting.getExemplars(i).getCropJpeg().toByteArray()));
            }
            new SightingWriter(em).apply(sighting, stored);
            identities.refresh(Set.of(sighting.getIdentityId()));
        });
    }

    void record(IdentityEvent event) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            Map<String, String> sites = new HashMap<>(Map.of(event.getIdentityId(), event.getSiteId()));
            if (!event.getOtherIdentityId().isEmpty()) {
                sites.put(event.getOtherIdentityId(), event.getSiteId());
            }
            identities.ensure(sites);
            assertThat(new EventWriter(em).insert(event, 0, event.getEventTimeUs()))
                    .isTrue();
            identities.apply(event);
            identities.refresh(sites.keySet());
        });
    }

    CropReference stored(byte[] image) {
        ImageReference reference = crops.put(image, "jpg");
        assertThat(reference.getSha256()).isNotEqualTo(ByteString.EMPTY);
        return CropReference.of(reference);
    }
}
