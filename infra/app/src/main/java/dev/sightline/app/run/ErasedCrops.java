package dev.sightline.app.run;

import dev.sightline.app.database.ConfiguredDatabase;
import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.DataSnapshots;
import dev.sightline.store.erasure.ErasedKeys;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps crops of people who were erased out of data sets, and notes which data sets are made of recorded crops, so that an
 * erasure can name them.
 *
 * @param settings of the installation that recorded the crops
 */
public record ErasedCrops(SightlineSettings settings) {
    /** Recorded crops are named by their address in the crop store. */
    private static final String RECORDED = "crop:";

    /**
     * A data set without crops of people who were erased.
     *
     * @param problems gets how many were left out
     * @throws UserError when nothing is left
     */
    public Snapshot leaveOut(Snapshot snapshot, Problems problems) {
        Set<String> erased = keys();
        List<Crop> left = snapshot.crops().stream()
                .filter(crop -> !erased.contains(ErasedKeys.ofCrop(crop.sha256())))
                .toList();
        int out = snapshot.crops().size() - left.size();
        if (out == 0) {
            return snapshot;
        }
        if (left.isEmpty()) {
            throw new UserError(
                    "data set '" + snapshot.name() + "' shows nobody but people who were erased; delete it");
        }
        problems.add(new Problem(
                "data set " + snapshot.name(),
                "erased-left-out",
                out + " crops of people who were erased are left out",
                out,
                "delete data sets made before the erasure; its receipt names those that were made here"));
        return Snapshot.of(snapshot.name(), left, constraints(snapshot, left), snapshot.excluded());
    }

    private static Constraints constraints(Snapshot snapshot, List<Crop> left) {
        return snapshot.constraints().among(left.stream().map(Crop::identity).collect(Collectors.toSet()));
    }

    /**
     * Notes a data set that holds recorded crops, where there is a database to note it in.
     *
     * @param folder where it is kept
     */
    public void note(Snapshot snapshot, Path folder) {
        boolean recorded =
                snapshot.crops().stream().anyMatch(crop -> crop.name().contains(RECORDED));
        if (!recorded || !ConfiguredDatabase.exists(settings)) {
            return;
        }
        try (Database database = ConfiguredDatabase.open(settings, false)) {
            new DataSnapshots(database)
                    .note(
                            new DataSnapshots.Made(
                                    snapshot.hash(),
                                    snapshot.name(),
                                    folder.toAbsolutePath().normalize().toString(),
                                    System.getProperty("user.name", "?")),
                            snapshot.crops().stream().map(Crop::sha256).toList(),
                            Clock.systemUTC().instant());
        }
    }

    /** Of the receipts, and of a database that other machines erase from, too. */
    private Set<String> keys() {
        Set<String> keys = new HashSet<>(
                Keeping.receipts(settings, DataFolder.of(settings).path()).keys());
        if (settings.store().url().filter(url -> !url.isBlank()).isPresent()) {
            try (Database database = ConfiguredDatabase.open(settings, false)) {
                keys.addAll(ErasedKeys.all(database));
            }
        }
        return keys;
    }
}
