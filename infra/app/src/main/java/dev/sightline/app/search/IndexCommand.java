package dev.sightline.app.search;

import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.run.Indexing;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SearchCluster;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.IndexFiles;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.search.SearchIndexService;
import dev.sightline.store.search.cluster.Holders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline index rebuild|show}: the search index. */
@Command(
        name = "index",
        description = {
            "The index that searches ask. It follows the database by itself, catches up at each start and is built"
                    + " again where it",
            "is missing; rebuilding by hand is for a damaged one."
        },
        footer = {"", "Examples:", "  sightline index show", "  sightline index rebuild --config sightline.yaml"},
        mixinStandardHelpOptions = true)
public final class IndexCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description =
                    "Build the index again from the database. 'sightline run' or 'console' must not run meanwhile.",
            footer = {"", "Example:", "  sightline index rebuild"},
            mixinStandardHelpOptions = true)
    int rebuild(@Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            if (SearchCluster.isShared(installation.settings().search())) {
                throw new UserError("the search index is shared among instances (search.key): stop one and delete "
                        + installation.indexing().folder() + " of it; at its next start it builds its part again");
            }
            SearchIndex index = installation.searchIndex();
            index.empty();
            new SearchIndexService(index, installation.database(), CropDescribers.NONE).catchUp();
            outcome.field("documents", index.documents())
                    .say("Built again: " + index.documents() + " descriptions of sightings.");
        }
        return outcome.end();
    }

    @Command(
            description = "Show how large the index is.",
            footer = {"", "Example:", "  sightline index show"},
            mixinStandardHelpOptions = true)
    int show(@Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        SightlineSettings settings = options.load();
        if (SearchCluster.isShared(settings.search())) {
            try (Installation installation = options.open()) {
                show(installation.indexing().members(), outcome);
            }
        } else {
            show(DataFolder.of(settings).search(), outcome);
        }
        return outcome.end();
    }

    private static void show(Path folder, Outcome outcome) {
        try (IndexFiles files = Indexing.files(folder)) {
            outcome.field("documents", files.documents())
                    .field("bytes", bytes(folder))
                    .say(files.documents() + " descriptions of sightings, " + bytes(folder) / 1_000 + " kB in " + folder
                            + ".");
        }
    }

    private static void show(Holders holders, Outcome outcome) {
        Table table = new Table("instance", "partitions");
        Map<String, List<Integer>> held = holders.byAddress();
        held.forEach((address, partitions) ->
                table.row(address, partitions.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        outcome.table("instances", table)
                .say(held.size() + " instances hold " + holders.addresses().size() + " of " + holders.of()
                        + " partitions of the search index.");
        if (holders.addresses().size() < holders.of()) {
            outcome.problems()
                    .add(Problem.of(
                            "search index",
                            "not-held",
                            holders.of() - holders.addresses().size() + " of " + holders.of()
                                    + " partitions are held by no instance, so their people are not found",
                            "start 'sightline run' or 'console' with search.key"));
        }
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be read", e);
        }
    }
}
