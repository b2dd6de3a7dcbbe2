package dev.sightline.rollout;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.model.GateOutcome;
import dev.sightline.store.model.ModelAction;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelChange;
import dev.sightline.store.model.ModelVersion;
import dev.sightline.store.sighting.ExemplarRepository;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Promotes registered models and rolls them back. One thread. */
public final class Promoter {
    private final Resources resources;
    private final Registrar registrar;
    private final PromotionPolicy policy;
    private final PromotionView view;
    private final String by;

    /**
     * What a promotion works on.
     *
     * @param kafka topics
     * @param database rows
     * @param crops pictures
     * @param configured from a task to the model the configuration names for it
     * @param life from a task to how long its exemplars are kept
     */
    public record Resources(
            KafkaClients kafka,
            Database database,
            CropStore crops,
            Function<ModelTask, String> configured,
            Function<ModelTask, Duration> life) {}

    /** @param by who changes models */
    public Promoter(Resources resources, Registrar registrar, PromotionPolicy policy, PromotionView view, String by) {
        this.resources = resources;
        this.registrar = registrar;
        this.policy = policy;
        this.view = view;
        this.by = by;
    }

    /**
     * Lets a model take over, or goes on where that was cut off.
     *
     * @param name "id@version", an id, or {@code challenger}
     * @param force why it may although the gate did not pass it; empty: it may not
     * @throws UserError when it is unknown, serves already, was not passed, or cannot be loaded everywhere
     */
    public PromotionResult promote(String name, Optional<String> force) {
        ModelVersion version = VersionLookup.find(registrar.registry(), name);
        boolean doubtful = version.gate() == GateOutcome.REFUSED || version.gate() == GateOutcome.INCONCLUSIVE;
        if (doubtful && force.isEmpty()) {
            throw new UserError("the gate says " + version.gate().name().toLowerCase(Locale.ROOT) + " about "
                    + version.modelId() + ": " + version.gateSummary()
                    + ". The champion stays; with --force \"why\" it is promoted all the same, and the reason is kept");
        }
        if (version.gate() == GateOutcome.NONE && force.isEmpty()) {
            throw new UserError(
                    "model " + version.modelId() + " has no gate report: nobody has compared it with the champion."
                            + " Run 'sightline evaluate gate' on its package and register it again; with --force \"why\" it is"
                            + " promoted all the same, and the reason is kept");
        }
        ModelPackage next = kept(version);
        if (next.manifest().calibrations().isEmpty() && force.isEmpty()) {
            throw new UserError("model " + version.modelId() + " has no calibration, so nobody would be linked by it;"
                    + " run 'sightline calibrate --write' on its model.json and register it again");
        }
        return promote(next, force.map(why -> "forced: " + why).orElse(""));
    }

    /** The registry's package, which is the one that the database knows. */
    private ModelPackage kept(ModelVersion version) {
        ModelPackage kept = registrar
                .catalog()
                .resolve(registrar.shelf().folder().resolve(version.modelId()).toString());
        if (!kept.manifest().sha256().equals(version.sha256())) {
            throw new UserError("the registry folder has another network for " + version.modelId()
                    + " than the database; register it again");
        }
        return kept;
    }

    /**
     * Goes back to what served before; while a promotion has not decided its switch time, gives it up.
     *
     * @return empty when a promotion was given up
     */
    public Optional<PromotionResult> rollback(ModelTask task, String reason) {
        ModelAssignment current = assignments()
                .current(task.label())
                .orElseThrow(() -> new UserError("nothing to roll back: " + task.label()
                        + " is served by the configured model and was never promoted"));
        if (current.hasNext()) {
            giveUp(current, reason);
            return Optional.empty();
        }
        if (!current.hasPrevious()) {
            throw new UserError("nothing to roll back: no model served " + task.label() + " before "
                    + current.getServing().getModelId());
        }
        String previous = current.getPrevious().getModelId();
        return Optional.of(promote(
                kept(VersionLookup.find(registrar.registry(), previous)),
                "rollback" + (reason.isEmpty() ? "" : ": " + reason)));
    }

    /**
     * Takes back what the models topic says about a task, even where it cannot be read or names a package that is gone.
     *
     * @return the configured model, which serves again
     */
    public String reset(ModelTask task, String reason) {
        String configured = resources.configured().apply(task);
        assignments().reset(task.label());
        registrar
                .registry()
                .note(new ModelChange(
                        task.label(),
                        ModelAction.RESET,
                        configured,
                        Optional.empty(),
                        Optional.empty(),
                        reason,
                        by,
                        registrar.clock().instant()));
        return configured;
    }

    private void giveUp(ModelAssignment current, String reason) {
        String next = current.getNext().getModelId();
        if (current.getSwitchTimeUs() != 0) {
            throw new UserError("the switch to " + next + " is decided already; let it finish with 'sightline models"
                    + " promote " + next + "', then roll back");
        }
        assignments().follow(current, current.toBuilder().clearNext());
        registrar
                .registry()
                .note(new ModelChange(
                        current.getTask(),
                        ModelAction.ABANDONED,
                        next,
                        Optional.of(current.getServing().getModelId()),
                        Optional.empty(),
                        reason,
                        by,
                        registrar.clock().instant()));
        view.say(
                "Gave the promotion of " + next + " up; " + current.getServing().getModelId() + " goes on serving.");
    }

    private PromotionResult promote(ModelPackage next, String reason) {
        ModelReference reference = next.reference();
        ModelTask task = next.manifest().task();
        ModelAssignment before = before(task);
        requireFree(before, reference);
        try (ExemplarDescriber describer = registrar.describers().open(next);
                ObservationWatch watch = new ObservationWatch(resources.kafka(), modality(task), System::nanoTime);
                RedescriptionWriter writer = new RedescriptionWriter(resources.kafka())) {
            var rhythm = new ExemplarJob.Rhythm(
                    new Pace(policy.cropsPerSecond(), System::nanoTime), wait -> idle(watch, wait));
            var work = new Promotion.Work(
                    watch,
                    new ExemplarJob(source(task), describer, writer, rhythm),
                    new WatchlistJob(resources.kafka(), modality(task), describer));
            var records = new Promotion.Records(assignments(), registrar.registry(), registrar.clock(), reason);
            return new Promotion(records, work, policy, view, System::nanoTime).run(before, reference);
        }
    }

    private ExemplarJob.Source source(ModelTask task) {
        return new ExemplarJob.Source(
                new ExemplarRepository(resources.database()),
                resources.crops(),
                modality(task),
                resources.life().apply(task));
    }

    private static void idle(ObservationWatch watch, Duration wait) {
        watch.poll(wait.isNegative() ? Duration.ZERO : wait);
    }

    /** What is in force; a configured model that nobody registered is registered, for a rollback needs it. */
    private ModelAssignment before(ModelTask task) {
        Optional<ModelAssignment> current = assignments().current(task.label());
        if (current.isPresent()) {
            return current.get();
        }
        ModelVersion serving = registrar.register(resources.configured().apply(task), by, false, ModelAlias.CHAMPION);
        return ModelAssignment.newBuilder()
                .setTask(task.label())
                .setServing(ModelReference.newBuilder()
                        .setModelId(serving.modelId())
                        .setSha256(serving.sha256()))
                .build();
    }

    private static void requireFree(ModelAssignment before, ModelReference next) {
        if (before.hasNext() && !before.getNext().equals(next)) {
            throw new UserError("a promotion of " + before.getNext().getModelId()
                    + " is under way; finish it with 'sightline models promote "
                    + before.getNext().getModelId() + "', or give it up with 'sightline models rollback'");
        }
        if (before.getServing().equals(next)) {
            throw new UserError("model " + next.getModelId() + " serves already");
        }
    }

    private ModelAssignments assignments() {
        return new ModelAssignments(resources.kafka(), registrar.clock(), by);
    }

    private static Modality modality(ModelTask task) {
        return task == ModelTask.FACE_DESCRIPTOR ? Modality.MODALITY_FACE : Modality.MODALITY_PERSON;
    }
}
