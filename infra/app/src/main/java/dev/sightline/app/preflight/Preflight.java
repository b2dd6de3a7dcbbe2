package dev.sightline.app.preflight;

import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SearchCluster;
import dev.sightline.app.settings.SettingsNames;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.models.catalog.ModelEntry;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The checks before anything is started: a port that is taken, a folder that cannot be written or a camera record that is
 * wrong is said at once and in one sentence, not by a service that fails half a minute later. Each looks and changes
 * nothing.
 */
public final class Preflight {
    /** What a process is about to use. */
    public enum Part {
        /** The embedded Kafka, unless an outside one is set. */
        BROKER,
        /** The live page. */
        PAGE,
        /** Health and metrics. */
        HEALTH,
        /** The data folder. */
        DATA,
        /** The cameras and rules of the configuration. */
        CAMERAS,
        /** The models of the configuration. */
        MODELS
    }

    /** What the findings are for. */
    private enum Purpose {
        /** A Sightline that runs already is in the way; models that are absent are fetched. */
        START(Finding.Grade.BAD, Finding.Grade.OK),
        /** A Sightline that runs already is fine; absent models are worth a word. */
        ADVICE(Finding.Grade.NOTE, Finding.Grade.NOTE);

        private final Finding.Grade running;
        private final Finding.Grade absent;

        Purpose(Finding.Grade running, Finding.Grade absent) {
            this.running = running;
            this.absent = absent;
        }
    }

    private static final String LOOPBACK = "127.0.0.1";

    private final SightlineSettings settings;
    private final Function<String, ModelEntry> models;
    private final IntFunction<Optional<PortHolder>> holders;

    /**
     * The checks of a configuration.
     *
     * @param models the state of a model, by its id or package folder
     */
    public Preflight(SightlineSettings settings, Function<String, ModelEntry> models) {
        this(settings, models, PortHolder::of);
    }

    Preflight(
            SightlineSettings settings,
            Function<String, ModelEntry> models,
            IntFunction<Optional<PortHolder>> holders) {
        this.settings = settings;
        this.models = models;
        this.holders = holders;
    }

    /** Everything that {@code sightline run} needs, and advice, for somebody who only looks. */
    public List<Finding> all() {
        List<Finding> findings = new ArrayList<>(findings(EnumSet.allOf(Part.class), Purpose.ADVICE));
        FolderCheck.privacy(DataFolder.of(settings)).ifPresent(findings::add);
        return findings;
    }

    private List<Finding> findings(Set<Part> parts, Purpose purpose) {
        List<Finding> findings = new ArrayList<>(new PortCheck(holders, purpose.running).look(wanted(parts)));
        if (parts.contains(Part.PAGE)) {
            refused("console", () -> Policies.console(settings.console())).ifPresent(findings::add);
            refused("search", () -> SearchCluster.policy(settings.search())).ifPresent(findings::add);
        }
        if (parts.contains(Part.DATA)) {
            findings.addAll(FolderCheck.look(DataFolder.of(settings)));
        }
        if (parts.contains(Part.MODELS)) {
            findings.addAll(ModelCheck.look(settings.embedder(), models, purpose.absent));
        }
        if (parts.contains(Part.CAMERAS)) {
            findings.addAll(cameras());
            for (Problem problem : SettingsNames.problems(settings)) {
                findings.add(Finding.note(problem.where(), problem.what() + "; " + problem.advice()));
            }
        }
        return findings;
    }

    private static Optional<Finding> refused(String subject, Runnable policy) {
        try {
            policy.run();
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(Finding.bad(subject, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Lets a start go on only when nothing has to be fixed; what works with a restriction is said.
     *
     * @throws UserError naming everything that has to be fixed
     */
    public void require(Set<Part> parts, Terminal terminal) {
        List<Finding> findings = findings(parts, Purpose.START);
        List<String> bad = findings.stream()
                .filter(f -> f.grade() == Finding.Grade.BAD)
                .map(Finding::text)
                .toList();
        if (!bad.isEmpty()) {
            throw new UserError(
                    bad.size() == 1
                            ? bad.get(0)
                            : "cannot start for " + bad.size() + " reasons:\n  " + String.join("\n  ", bad));
        }
        findings.stream()
                .filter(f -> f.grade() == Finding.Grade.NOTE)
                .forEach(f -> terminal.say("Note: " + f.subject() + ": " + f.text() + "."));
    }

    private List<PortCheck.Wanted> wanted(Set<Part> parts) {
        List<PortCheck.Wanted> wanted = new ArrayList<>();
        boolean embedded =
                settings.kafka().bootstrapServers().filter(s -> !s.isBlank()).isEmpty();
        if (parts.contains(Part.BROKER) && embedded) {
            String key = "kafka.embedded-port";
            wanted.add(new PortCheck.Wanted(key, key, LOOPBACK, settings.kafka().embeddedPort()));
        }
        if (parts.contains(Part.PAGE)) {
            wanted.add(new PortCheck.Wanted(
                    "console.port",
                    "console.host",
                    settings.console().host(),
                    settings.console().port()));
        }
        if (parts.contains(Part.PAGE) && SearchCluster.isShared(settings.search())) {
            wanted.add(new PortCheck.Wanted(
                    "search.port",
                    "search.host",
                    settings.search().host(),
                    settings.search().port()));
        }
        if (parts.contains(Part.HEALTH)) {
            wanted.add(new PortCheck.Wanted(
                    "health.port",
                    "health.host",
                    settings.health().host(),
                    settings.health().port()));
        }
        return wanted;
    }

    private List<Finding> cameras() {
        List<Finding> findings = new ArrayList<>();
        settings.cameras().forEach((name, camera) -> {
            String subject = "camera " + name;
            try {
                List<String> faults = CameraCheck.faults(Policies.camera(name, camera));
                findings.add(
                        faults.isEmpty()
                                ? Finding.ok(subject, "is set up; whether it answers shows when it runs")
                                : Finding.bad(subject, subject + ": " + String.join("; ", faults)));
            } catch (UserError | IllegalArgumentException e) {
                findings.add(Finding.bad(subject, subject + ": " + e.getMessage()));
            }
        });
        return findings;
    }
}
