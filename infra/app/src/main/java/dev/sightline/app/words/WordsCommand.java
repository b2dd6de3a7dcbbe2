package dev.sightline.app.words;

import picocli.CommandLine.Command;

/** {@code sightline words train|find}. */
@Command(
        name = "words",
        description = "Search people by words: learn to, and ask.",
        footer = {
            "",
            "Examples:",
            "  sightline words find \"man in a red jacket with a backpack\" --crops crops",
            "  sightline words train --data mall=crops --captions captions.json --out words1",
            "  sightline evaluate words --data mall=crops --captions captions.json"
        },
        subcommands = {WordsTrainCommand.class, WordsFindCommand.class},
        mixinStandardHelpOptions = true)
public final class WordsCommand {}
