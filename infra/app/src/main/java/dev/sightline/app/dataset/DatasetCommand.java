package dev.sightline.app.dataset;

import picocli.CommandLine.Command;

/** {@code sightline dataset}: what models learn from. */
@Command(
        name = "dataset",
        description = "Make, show and export snapshots: unchanging data sets that models learn from.",
        footer = {"", "Example:", "  sightline dataset snapshot --data mall=crops --out mall.snapshot"},
        mixinStandardHelpOptions = true,
        subcommands = {SnapshotCommand.class, ShowCommand.class, SnapshotExportCommand.class, SuspectsCommand.class})
public final class DatasetCommand {}
