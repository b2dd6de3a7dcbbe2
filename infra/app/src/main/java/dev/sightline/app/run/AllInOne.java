package dev.sightline.app.run;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.settings.SettingsNames;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.console.ConsoleService;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.store.database.Database;
import dev.sightline.store.retention.RetentionService;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything in one process: all services and the live page, until Ctrl-C. */
public final class AllInOne {
    private AllInOne() {}

    /**
     * Runs until the process is asked to stop.
     *
     * @param declared published before anything starts
     * @param more services that run beside, started before the others and closed after them
     * @param greeting how the first person gets into the console
     * @param outcome gets what was asked for and cannot be done, and is printed at the end
     * @return exit status
     */
    public static int run(
            Installation installation, Declared declared, List<Service> more, ConsoleGreeting greeting, Outcome outcome)
            throws IOException {
        PrintWriter terminal = outcome.terminal().err();
        outcome.problems().addAll(SettingsNames.problems(installation.settings(), declared.cameraIds()));
        terminal.println("Loading models (the first use fetches them)…");
        terminal.flush();
        installation.createTopics();
        sayDifferences(installation, terminal);
        Database database = installation.database();
        declared.start("run", installation.kafka(), CommandAudit.in(database)).forEach(terminal::println);
        terminal.flush();
        Indexing.Held index = installation.indexing().open(database);
        installation.keeping().eraseAgain(database);
        try (EmbedderModels models = installation.embedderModels(outcome.problems()::add)) {
            RetentionService retention = installation.keeping().retention(database);
            ConsoleService console = installation.console(
                    database,
                    new PhotoEnrolling(installation.kafka(), Optional.of(models)),
                    installation.searching(index.search(), Optional.of(models)),
                    installation.keeping().erasing(database, retention::state));
            AnnouncedService page = new AnnouncedService(console, () -> {
                greeting.say(console, installation.settings(), terminal);
                announce(installation, terminal);
            });
            List<Service> services = new ArrayList<>(more);
            services.add(page);
            services.addAll(index.services(installation.cropDescribers(Optional.of(models))));
            services.addAll(List.of(
                    installation.recorder(database),
                    retention,
                    installation.matcher(),
                    installation.embedder(models),
                    installation.ingest()));
            return outcome.end(Processes.run(installation, services));
        }
    }

    /** Topics keep what they were created with, which privacy.md's times and receipts count with. */
    private static void sayDifferences(Installation installation, PrintWriter terminal) {
        Set<String> other = new TreeSet<>();
        installation.topicDifferences().forEach(each -> other.add(each.topic()));
        if (!other.isEmpty()) {
            terminal.println("Topics with other times than the settings say: " + String.join(", ", other)
                    + "; 'sightline topics align' shows and changes them.");
        }
    }

    private static void announce(Installation installation, PrintWriter terminal) {
        terminal.println("Kafka:      " + installation.kafka().settings().bootstrapServers());
        terminal.println("Data:       " + installation.dataFolder());
        terminal.println("Stop with Ctrl-C.");
        terminal.flush();
    }
}
