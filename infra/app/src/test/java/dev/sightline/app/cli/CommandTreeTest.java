package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command can be understood from its own help. */
class CommandTreeTest {
    /** Run until they are stopped, print a text that is read as it is, or print JSON anyway. */
    private static final Set<String> WITHOUT_JSON =
            Set.of("run", "ingest", "embed", "match", "record", "console", "broker", "help", "completion", "tail");

    private static final List<String> AUDITED = List.of(
            "adapt",
            "audit export",
            "cameras add",
            "cameras remove",
            "classes apply",
            "dataset export",
            "dataset snapshot",
            "dataset suspects",
            "enrol",
            "erase",
            "explain",
            "export",
            "identities list",
            "identities merge",
            "identities not",
            "identities show",
            "identities split",
            "label",
            "models import",
            "models promote",
            "models register",
            "models reset",
            "models rollback",
            "rules remove",
            "search",
            "tail",
            "train",
            "users add",
            "users disable",
            "users link",
            "watchlist list",
            "watchlist remove");

    /** Words that field engineers do not expect, and spellings of other countries. */
    private static final Pattern UNWANTED = Pattern.compile(
            "(?i)\\b(anew|whoever|founded|mended|colours?|labell\\w*|unlabell\\w*|recognis\\w*|OperatorOption)\\b");

    private static final Pattern EXAMPLE = Pattern.compile("  (?:taskset -c 0 )?sightline ([^>]+?)(?: >.*)?");

    @TestFactory
    Stream<DynamicTest> shouldDescribeEveryCommandAndWhatItTakes() {
        return commands()
                .map(spec -> DynamicTest.dynamicTest(spec.qualifiedName(), () -> {
                    assertThat(spec.usageMessage().description())
                            .as("description")
                            .isNotEmpty();
                    spec.options()
                            .forEach(o -> assertThat(o.description())
                                    .as("description of " + o.longestName())
                                    .isNotEmpty());
                    spec.positionalParameters()
                            .forEach(p -> assertThat(p.description())
                                    .as("description of " + p.paramLabel())
                                    .isNotEmpty());
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldPrintHelpWithAnExample() {
        return commands()
                .map(spec -> DynamicTest.dynamicTest(spec.qualifiedName(), () -> {
                    StringWriter out = new StringWriter();
                    int status = Cli.commandLine().setOut(new PrintWriter(out)).execute(words(spec, "--help"));

                    assertThat(status).isZero();
                    assertThat(out.toString()).contains("Usage: " + spec.qualifiedName());
                    assertThat(examples(spec)).as("examples").isNotEmpty();
                }));
    }

    /** An example that does not parse would be worse than none. */
    @TestFactory
    Stream<DynamicTest> shouldParseEveryExample() {
        return commands()
                .flatMap(spec -> own(spec).stream())
                .distinct()
                .map(example -> DynamicTest.dynamicTest(
                        example,
                        () -> assertThatCode(() -> Cli.commandLine().parseArgs(shellWords(example)))
                                .doesNotThrowAnyException()));
    }

    @TestFactory
    Stream<DynamicTest> shouldGiveEveryCommandThatDoesSomethingAnExampleOfItsOwn() {
        return leaves().map(spec -> DynamicTest.dynamicTest(
                spec.qualifiedName(), () -> assertThat(own(spec)).as("examples").isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> shouldOfferJsonWhereverDataIsReported() {
        return leaves().filter(spec -> !WITHOUT_JSON.contains(name(spec)))
                .map(spec -> DynamicTest.dynamicTest(
                        spec.qualifiedName(),
                        () -> assertThat(spec.findOption("--json")).as("--json").isNotNull()));
    }

    /** Who, what and when the audit log knows by itself; why it has to be told. */
    @TestFactory
    Stream<DynamicTest> shouldTakeAReasonWhereverTheAuditLogIsWritten() {
        return AUDITED.stream()
                .map(command -> DynamicTest.dynamicTest(
                        command,
                        () -> assertThat(leaves())
                                .filteredOn(spec -> name(spec).equals(command))
                                .singleElement()
                                .satisfies(spec -> assertThat(spec.findOption("--reason"))
                                        .as("--reason")
                                        .isNotNull())));
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeQuietAndVerboseEverywhere() {
        return commands()
                .map(spec -> DynamicTest.dynamicTest(spec.qualifiedName(), () -> {
                    assertThat(spec.findOption("-q")).isNotNull();
                    assertThat(spec.findOption("-v")).isNotNull();
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldSpeakPlainUsEnglish() {
        return commands()
                .map(spec -> DynamicTest.dynamicTest(
                        spec.qualifiedName(),
                        () -> assertThat(spec.commandLine().getUsageMessage().replace("person-colour-strip", ""))
                                .doesNotContainPattern(UNWANTED)));
    }

    @Test
    void shouldExplainAMistakeInOneLine() {
        StringWriter err = new StringWriter();
        int status = Cli.commandLine()
                .setErr(new PrintWriter(err))
                .execute("track", "--camera", "north=nowhere.mp4", "--out", "unused");

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("sightline: camera source 'nowhere.mp4' is neither")
                .hasLineCount(1);
    }

    private static Stream<CommandSpec> commands() {
        return withChildren(Cli.commandLine());
    }

    private static Stream<CommandSpec> leaves() {
        return commands().filter(spec -> spec.subcommands().isEmpty());
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName(" ").substring("sightline ".length());
    }

    private static Stream<CommandSpec> withChildren(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().flatMap(CommandTreeTest::withChildren));
    }

    /** A command's own examples, or for a command of a group, the group's. */
    private static List<String> examples(CommandSpec spec) {
        List<String> own = own(spec);
        boolean grouped = spec.parent() != null && spec.parent().parent() != null;
        return own.isEmpty() && grouped ? examples(spec.parent()) : own;
    }

    private static List<String> own(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().footer())
                .map(EXAMPLE::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }

    /** Split at spaces outside double quotes. */
    private static String[] shellWords(String command) {
        return Pattern.compile("\"([^\"]*)\"|\\S+")
                .matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }

    private static String[] words(CommandSpec spec, String last) {
        List<String> words = new ArrayList<>(List.of(spec.qualifiedName(" ").split(" ")));
        words.remove(0);
        words.add(last);
        return words.toArray(String[]::new);
    }
}
