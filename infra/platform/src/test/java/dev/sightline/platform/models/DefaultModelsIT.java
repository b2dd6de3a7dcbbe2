package dev.sightline.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        ModelCatalogue catalogue = new ModelCatalogue(cache, List.of(), npm);

        BundledModels.IDS.forEach(catalogue::resolve);

        assertThat(downloads).hasValue(2);
        assertThat(catalogue.list()).extracting(ModelEntry::state).containsOnly(ModelEntry.State.READY);
        ModelCatalogue offline = new ModelCatalogue(cache, List.of(), (name, folder) -> {
            throw new AssertionError("everything is here already");
        });
        BundledModels.IDS.forEach(offline::resolve);
    }
}
