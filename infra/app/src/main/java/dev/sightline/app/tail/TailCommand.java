package dev.sightline.app.tail;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.platform.problem.Problem;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sightline tail alerts|events|sightings|…}. */
@Command(
        name = "tail",
        description = "Print what the system finds as JSON, one record a line, as it comes.",
        footer = {
            "",
            "Examples:",
            "  sightline tail alerts",
            "  sightline tail events --from-beginning --to-end > events.jsonl"
        },
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Parameters(
            paramLabel = "STREAM",
            description = "alerts, events, sightings, tracks, camera-status or dead-letters.",
            converter = StreamName.class)
    private TailStream stream;

    @Option(names = "--from-beginning", description = "Print what lies there already, too.")
    private boolean fromBeginning;

    @Option(names = "--to-end", description = "Stop at the present end instead of waiting for more.")
    private boolean toEnd;

    @Option(names = "--count", paramLabel = "N", description = "Stop after N records.", defaultValue = "0")
    private long count;

    @Option(names = "--biometrics", description = "Print descriptors and pictures too (base64).")
    private boolean biometrics;

    @Mixin
    private ReasonOption reason;

    @Spec
    private CommandSpec spec;

    /** Stream names with hyphens. */
    static final class StreamName implements ITypeConverter<TailStream> {
        @Override
        public TailStream convert(String value) {
            for (TailStream known : TailStream.values()) {
                if (known.toString().equals(value)) {
                    return known;
                }
            }
            throw new TypeConversionException(
                    "'" + value + "' is none of alerts, events, sightings, tracks," + " camera-status, dead-letters");
        }
    }

    @Override
    public Integer call() {
        Outcome outcome = Outcome.of(spec);
        try (Installation installation = options.open();
                Consumer<byte[], byte[]> reader = installation.kafka().reader("tail")) {
            if (stream.isAboutPeople()) {
                CommandAudit.of(installation.settings(), outcome)
                        .did("live.watch", stream.toString(), reason.text(), "");
            }
            Tail tail = new Tail(
                    stream, new RecordJson(biometrics), spec.commandLine().getOut());
            Tail.Read read = tail.run(
                    reader, installation.kafka().name(stream.topic()), new Tail.Extent(fromBeginning, toEnd, count));
            if (read.unreadable() > 0) {
                outcome.problems()
                        .add(new Problem(
                                stream.toString(),
                                "unreadable-record",
                                "records could not be read and were left out",
                                read.unreadable(),
                                "another version may have written them: read them with that one"));
            }
            return outcome.end();
        }
    }
}
