package dev.sightline.app.run;

import dev.sightline.app.preflight.Preflight;
import dev.sightline.app.preflight.Preflight.Part;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingRepository;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Model.CommandSpec;

/** {@code adapt.every}: sites learn on by schedule, beside the services of {@code run} or as a service of its own. */
public final class ScheduledAdaptation {
    private ScheduledAdaptation() {}

    /** The schedule that the settings ask for; none with {@code adapt.every: 0s}. */
    static Optional<AdaptSchedule> of(Installation installation) {
        var every = installation.settings().adapt().every();
        if (every.isZero()) {
            return Optional.empty();
        }
        AtomicReference<Database> database = new AtomicReference<>();
        AdaptProcess job = installation.adaptation();
        return Optional.of(new AdaptSchedule(
                every,
                () -> job.run(new SightingRepository(opened(installation, database))
                        .sites().stream().sorted().toList())));
    }

    /** Opened at the first time, when the services run; the installation closes it. */
    private static Database opened(Installation installation, AtomicReference<Database> database) {
        Database open = database.get();
        if (open == null) {
            open = installation.database();
            database.set(open);
        }
        return open;
    }

    /** Runs the schedule alone until asked to stop, where services have processes of their own. */
    public static int run(SettingsOptions options, CommandSpec spec) throws IOException {
        SightlineSettings settings = options.load();
        new Preflight(settings, ModelStorage.catalog(settings)::verify)
                .require(EnumSet.of(Part.HEALTH, Part.DATA), Terminal.of(spec));
        try (Installation installation = Installation.service(settings, options.words())) {
            AdaptSchedule schedule = of(installation)
                    .orElseThrow(() -> new UserError("adapt.every is 0s, so there is no schedule; set it, such as"
                            + " adapt.every=24h, or leave --scheduled out to adapt once"));
            return Processes.run(installation, List.of(schedule));
        }
    }
}
