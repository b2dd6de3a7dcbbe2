package dev.sightline.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.models.fetch.NpmTarballs;
import dev.sightline.models.fetch.TarballSource;
import dev.sightline.models.manifest.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real default packages, by the real npm; skipped where npm cannot get them. */
class DefaultModelsIT {
    @TempDir
    Path cache;

    @Test
    void shouldFetchAndImportEveryDefaultToItsPinnedChecksum() {
        AtomicInteger downloads = new AtomicInteger();
        TarballSource npm = (name, folder) -> {
            downloads.incrementAndGet();
            try {
                return NpmTarballs.ofSystem().download(name, folder);
            } catch (ModelException e) {
                assumeTrue(false, "npm cannot get " + name + ": " + e.getMessage());
                throw e;
            }
        };
        ModelCatalog catalog = new ModelCatalog(cache, List.of(), npm);

        BundledModels.IDS.forEach(catalog::resolve);

        assertThat(downloads).hasValue(2);
        assertThat(catalog.list()).extracting(ModelEntry::state).containsOnly(ModelEntry.State.READY);
        ModelCatalog offline = new ModelCatalog(cache, List.of(), (name, folder) -> {
            throw new AssertionError("everything is here already");
        });
        BundledModels.IDS.forEach(offline::resolve);
    }
}
