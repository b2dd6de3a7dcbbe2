package dev.sightline.embedder.serve;

import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.network.NetworkFailure;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.network.Provider;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelPackage;
import java.util.List;
import java.util.function.Function;

/**
 * Loads the package that a reference names, checks that it is the same network and tries it out.
 *
 * @param task label of the task that the package must be for
 * @param configured the package of the configuration, which may lie where the catalog does not look
 * @param resolve from {@code id@version} to a verified package
 * @param settings how networks run
 */
public record PackageOpener(
        String task, ModelPackage configured, Function<String, ModelPackage> resolve, NetworkSettings settings)
        implements ModelOpener {

    @Override
    public Describer open(ModelReference wanted) throws UnusableModel {
        try {
            return opened(found(wanted));
        } catch (ModelException | NetworkFailure | IllegalArgumentException e) {
            throw new UnusableModel(String.valueOf(e.getMessage()), e);
        }
    }

    private ModelPackage found(ModelReference wanted) throws UnusableModel {
        ModelPackage found = configured.reference().equals(wanted) ? configured : resolve.apply(wanted.getModelId());
        if (!found.reference().equals(wanted)) {
            throw new UnusableModel("model " + wanted.getModelId() + " is wanted with SHA-256 "
                    + text(wanted.getSha256()) + ", but the package here is "
                    + found.manifest().modelId() + " with "
                    + text(found.manifest().sha256())
                    + "; it is not used. Give this machine the registry's package");
        }
        if (!found.manifest().task().label().equals(task)) {
            throw new UnusableModel("model " + wanted.getModelId() + " is for "
                    + found.manifest().task().label() + ", not for " + task);
        }
        return found;
    }

    private Describer opened(ModelPackage found) throws UnusableModel {
        Describer describer = Describer.open(found, settings);
        try {
            TrialRun.require(describer);
            if (describer.network().isPresent() && !settings.providers().equals(List.of(Provider.CPU))) {
                try (Describer plain = Describer.open(found, new NetworkSettings(List.of(Provider.CPU), 1))) {
                    TrialRun.requireAgreement(describer, plain);
                }
            }
            return describer;
        } catch (UnusableModel | RuntimeException e) {
            describer.close();
            throw e;
        }
    }

    private static String text(String sha256) {
        return sha256.isEmpty() ? "none" : sha256;
    }
}
