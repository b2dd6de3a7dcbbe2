package dev.sightline.app.words;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.embedder.words.WordEncoder;
import dev.sightline.embedder.words.WordQuery;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline words find}: who in a folder of crops fits a description. */
@Command(
        name = "find",
        description = {
            "Find who fits a description among the crops of a folder, and say how sure that is. The probabilities of all crops",
            "and of nobody sum to 1: of ten people who fit alike, each gets a tenth."
        },
        footer = {
            "",
            "Example:",
            "  sightline words find \"woman in a white dress\" \"man with a backpack\" --crops crops --sheet found.png"
        },
        mixinStandardHelpOptions = true)
public final class WordsFindCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private WordsModel model;

    @Parameters(arity = "1..*", paramLabel = "WORDS", description = "Descriptions in English, one person each.")
    private List<String> queries;

    @Option(names = "--crops", required = true, paramLabel = "DIR", description = "Folder of crops, one person each.")
    private Path crops;

    @Option(
            names = "--limit",
            defaultValue = "5",
            paramLabel = "N",
            description = "So many crops for each description; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--sheet", paramLabel = "FILE", description = "Also draw them into this PNG.")
    private @Nullable Path sheet;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new UserError("--limit is " + limit + "; allowed: 1 or more");
        }
        SightlineSettings settings = options.load();
        Outcome outcome = Outcome.of(spec, json);
        try (WordEncoder words = model.open(settings)) {
            List<WordQuery> asked = queries.stream().map(words::query).toList();
            CropFolder folder = CropFolder.read(crops, words.descriptor(), settings, outcome);
            Table table = new Table("description", "rank", "crop", "probability", "deviations");
            List<FoundSheet.Row> rows = new ArrayList<>();
            for (WordQuery query : asked) {
                rows.add(answer(query, folder, table, outcome));
            }
            if (sheet != null) {
                FoundSheet.write(rows, sheet);
                outcome.say("The crops are drawn in " + sheet + ".").field("sheet", sheet.toString());
            }
            return outcome.table("found", table).end();
        }
    }

    private FoundSheet.Row answer(WordQuery query, CropFolder folder, Table table, Outcome outcome) {
        WordQuery.Answers answers = query.answers(folder.vectors());
        double[] standings = answers.standings();
        double[] probabilities = answers.probabilities();
        List<Integer> best = IntStream.range(0, standings.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> standings[i]).reversed())
                .limit(limit)
                .toList();
        List<FoundSheet.Cell> cells = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            int crop = best.get(i);
            Path picture = folder.pictures().get(crop);
            table.row(
                    query.text(),
                    i + 1,
                    String.valueOf(picture.getFileName()),
                    FoundSheet.percent(probabilities[crop]),
                    String.format(Locale.ROOT, "%.1f", standings[crop]));
            cells.add(new FoundSheet.Cell(picture, FoundSheet.percent(probabilities[crop])));
        }
        String nobody = FoundSheet.percent(answers.nobody());
        outcome.say("\"" + query.text() + "\": nobody of the " + standings.length + " crops with probability " + nobody
                + ".");
        return new FoundSheet.Row(query.text() + "  (nobody: " + nobody + ")", cells);
    }
}
