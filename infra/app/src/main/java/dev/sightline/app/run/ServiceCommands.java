package dev.sightline.app.run;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.preflight.Preflight;
import dev.sightline.app.preflight.Preflight.Part;
import dev.sightline.app.settings.SettingsNames;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.console.ConsoleService;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.problem.Problem;
import dev.sightline.store.database.Database;
import dev.sightline.store.search.CropDescribers;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One service a process, on an outside Kafka: {@code ingest}, {@code embed}, {@code match}, {@code record}, {@code console}. */
public final class ServiceCommands {
    private ServiceCommands() {}

    /** What the commands share: settings, topics, and running until asked to stop. */
    abstract static class OneService implements Callable<Integer> {
        @Mixin
        private SettingsOptions options;

        @Spec
        private CommandSpec spec;

        private @Nullable Outcome outcome;

        @Override
        public Integer call() throws IOException {
            SightlineSettings settings = options.load();
            new Preflight(settings, ModelStorage.catalog(settings)::verify).require(uses(), Terminal.of(spec));
            try (Installation installation = Installation.service(settings, options.words())) {
                if (uses().contains(Part.DATA)) {
                    DataFolder.of(settings).prepare();
                }
                installation.createTopics();
                return run(installation);
            }
        }

        /** What it uses and what has to be in order before it starts. */
        abstract Set<Part> uses();

        /** Brings the topics in line with the configuration, and says what changed. */
        void declare(Installation installation) {
            PrintWriter err = spec.commandLine().getErr();
            options.declared(installation.settings())
                    .start(spec.name(), installation.kafka(), CommandAudit.of(installation.settings(), outcome()))
                    .forEach(err::println);
            err.flush();
        }

        abstract int run(Installation installation) throws IOException;

        /** Says where the console is and how the first person gets in. */
        void greet(ConsoleService console, SightlineSettings settings) {
            PrintWriter err = spec.commandLine().getErr();
            ConsoleGreeting.SETUP.say(console, settings, err);
            err.flush();
        }

        /** @param beside services that run along without a word */
        int process(Installation installation, Service service, Service... beside) {
            AnnouncedService announced = new AnnouncedService(service, () -> {
                PrintWriter err = spec.commandLine().getErr();
                err.println(service.name() + " started");
                err.flush();
            });
            outcome().problems().addAll(problems(installation.settings()));
            CommandAudit.of(installation.settings(), outcome())
                    .starts(spec.name(), options.resolve().effective());
            return outcome()
                    .end(Processes.run(
                            installation,
                            Stream.concat(Stream.of(announced), Stream.of(beside))
                                    .toList()));
        }

        /** What the settings name and do not have, as far as this service has to do with it. */
        private List<Problem> problems(SightlineSettings settings) {
            return uses().contains(Part.CAMERAS) ? SettingsNames.problems(settings) : List.of();
        }

        /** What was asked for and not done, printed at the end. */
        Outcome outcome() {
            if (outcome == null) {
                outcome = Outcome.of(spec);
            }
            return outcome;
        }
    }

    /** {@code sightline ingest}. */
    @Command(
            name = "ingest",
            description = "Run ingest: cameras of the configuration and of the cameras topic into the frames topic.",
            footer = {"", "Example:", "  sightline ingest --config sightline.yaml"},
            mixinStandardHelpOptions = true)
    public static final class Ingest extends OneService {
        @Override
        Set<Part> uses() {
            return EnumSet.of(Part.HEALTH, Part.DATA, Part.CAMERAS);
        }

        @Override
        int run(Installation installation) {
            declare(installation);
            return process(installation, installation.ingest());
        }
    }

    /** {@code sightline embed}. */
    @Command(
            name = "embed",
            description = "Run the embedder: frames into observations with descriptors.",
            footer = {"", "Example:", "  sightline embed --set embedder.providers=cuda,cpu"},
            mixinStandardHelpOptions = true)
    public static final class Embed extends OneService {
        @Override
        Set<Part> uses() {
            return EnumSet.of(Part.HEALTH, Part.MODELS);
        }

        @Override
        int run(Installation installation) throws IOException {
            try (EmbedderModels models = installation.embedderModels(outcome().problems()::add)) {
                return process(installation, installation.embedder(models));
            }
        }
    }

    /** {@code sightline match}. */
    @Command(
            name = "match",
            description = "Run the matcher: observations into tracks, identities, sightings and alerts.",
            footer = {"", "Example:", "  sightline match --config sightline.yaml"},
            mixinStandardHelpOptions = true)
    public static final class Match extends OneService {
        @Override
        Set<Part> uses() {
            return EnumSet.of(Part.HEALTH, Part.DATA, Part.MODELS);
        }

        @Override
        int run(Installation installation) {
            return process(installation, installation.matcher());
        }
    }

    /** {@code sightline record}. */
    @Command(
            name = "record",
            description = "Run the recorder: sightings, identities, events and alerts into the database.",
            footer = {"", "Example:", "  sightline record --set store.url=jdbc:postgresql://db/sightline"},
            mixinStandardHelpOptions = true)
    public static final class Record extends OneService {
        @Override
        Set<Part> uses() {
            return EnumSet.of(Part.HEALTH, Part.DATA);
        }

        @Override
        int run(Installation installation) {
            Database database = installation.database();
            installation.keeping().eraseAgain(database);
            return process(
                    installation,
                    installation.recorder(database),
                    installation.keeping().retention(database));
        }
    }

    /** {@code sightline console}. */
    @Command(
            name = "console",
            description = "Run the console: API and pages, over the database of the recorder.",
            footer = {"", "Example:", "  sightline console --set console.port=8080"},
            mixinStandardHelpOptions = true)
    public static final class Console extends OneService {
        @Override
        Set<Part> uses() {
            return EnumSet.of(Part.PAGE, Part.HEALTH, Part.DATA);
        }

        @Override
        int run(Installation installation) {
            Database database = installation.database();
            Indexing.Held index = installation.indexing().open(database);
            Keeping keeping = installation.keeping();
            keeping.eraseAgain(database);
            ConsoleService console = installation.console(
                    database,
                    new PhotoEnrolling(installation.kafka(), Optional.empty()),
                    installation.searching(index.search(), Optional.empty()),
                    keeping.erasing(database, keeping.retentionJob(database)::state));
            return process(
                    installation,
                    new AnnouncedService(console, () -> greet(console, installation.settings())),
                    index.services(CropDescribers.NONE).toArray(new Service[0]));
        }
    }

    /** {@code sightline broker}. */
    @Command(
            name = "broker",
            description = {
                "Run the embedded Kafka alone, for trying separate services on one machine. Data stays in",
                "data.folder; the port is kafka.embedded-port."
            },
            footer = {"", "Example:", "  sightline broker --set kafka.embedded-port=9092"},
            mixinStandardHelpOptions = true)
    public static final class Broker implements Callable<Integer> {
        @Mixin
        private SettingsOptions options;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Service idle = new BrokerOnly();
            SightlineSettings settings = options.load(Map.of("kafka.bootstrap-servers", ""));
            new Preflight(settings, ModelStorage.catalog(settings)::verify)
                    .require(EnumSet.of(Part.BROKER, Part.HEALTH, Part.DATA), Terminal.of(spec));
            try (Installation installation = Installation.open(settings)) {
                installation.createTopics();
                PrintWriter err = spec.commandLine().getErr();
                err.println("Kafka: " + installation.kafka().settings().bootstrapServers());
                err.flush();
                return Processes.run(installation, List.of(idle));
            }
        }
    }

    /** Stands for the embedded broker, which the installation owns, among services. */
    private static final class BrokerOnly implements Service {
        @Override
        public String name() {
            return "broker";
        }
    }
}
