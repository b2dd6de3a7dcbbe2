package dev.sightline.app.train;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.evaluate.ModelComparison;
import dev.sightline.app.models.TerminalView;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.rollout.PromotionResult;
import dev.sightline.store.database.Database;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.gate.GatePolicy;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.Verdict;
import dev.sightline.trainer.labeled.LabeledCrop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What follows training: the gate against the champion, and the way into the running system for who passes. */
public final class TrainedPromotion {
    private final SightlineSettings settings;
    private final Outcome outcome;

    public TrainedPromotion(SightlineSettings settings, Outcome outcome) {
        this.settings = settings;
        this.outcome = outcome;
    }

    /** The model that serves a task: the registry's champion, or without one what the configuration names. */
    public String champion(Installation installation, ModelTask task) {
        String registered =
                new ModelRegistry(installation.database()).aliases(task.label()).get(ModelAlias.CHAMPION);
        return registered != null ? registered : configured(task);
    }

    private String configured(ModelTask task) {
        return task == ModelTask.FACE_DESCRIPTOR
                ? settings.embedder().faceDescriptor()
                : settings.embedder().personDescriptor();
    }

    /**
     * Judges a new package on people that did not train it, and puts the report into the package.
     *
     * @param champion model id or package folder
     * @param challenger package folder
     */
    GateReport judge(String champion, Path challenger, List<LabeledCrop> heldBack, boolean aligned) throws IOException {
        GateReport report = new ModelComparison(settings, aligned, outcome)
                .judge(champion, challenger.toString(), heldBack, GatePolicy.defaults(), Optional.empty());
        GateFile.write(report, challenger);
        return report;
    }

    /** Registers a package that passed and lets it take over; a package that did not stays where it is. */
    public Optional<PromotionResult> promoteIfPassed(Installation installation, Path challenger, GateReport report) {
        if (!(report.verdict() instanceof Verdict.Passed)) {
            return Optional.empty();
        }
        String registered = register(installation, challenger);
        installation.createTopics();
        Database database = installation.database();
        CommandAudit.in(database).did("model.promote", registered, "it passed the gate", "");
        return Optional.of(installation
                .promoter(database, new TerminalView(outcome.terminal()), by())
                .promote(registered, Optional.empty()));
    }

    /** Registers a package as challenger; its model id. */
    public String register(Installation installation, Path challenger) {
        Database database = installation.database();
        CommandAudit.in(database).did("model.register", challenger.toString(), "", "as challenger");
        return installation
                .registrar(database)
                .register(challenger.toString(), by(), false, ModelAlias.CHALLENGER)
                .modelId();
    }

    private static String by() {
        return System.getProperty("user.name", "unknown");
    }
}
