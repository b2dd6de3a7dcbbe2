package dev.sightline.console.api;

import dev.sightline.console.access.Right;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registered models and which of them serve. */
public final class Models {
    private final Repositories data;

    public Models(Repositories data) {
        this.data = data;
    }

    /**
     * A model.
     *
     * @param aliases champion, challenger or previous of its task; empty for none of them
     * @param gate what the comparison with the champion said
     * @param erased whether it learned from somebody who was erased since, itself or by its parent
     */
    public record ModelItem(
            String model,
            String task,
            List<String> aliases,
            String gate,
            String gateSummary,
            @Nullable String parent,
            String sha256,
            String registeredBy,
            Instant registered,
            boolean erased) {}

    List<Route> routes() {
        return List.of(
                Route.list("/models", "listModels", Right.SEE_MODELS, ModelItem.class, request -> Answer.all(list())));
    }

    private List<ModelItem> list() {
        Set<String> learned = data.learned().fromErased();
        return data.models().versions().stream()
                .map(version -> item(version, learned.contains(version.modelId())))
                .toList();
    }

    private ModelItem item(ModelVersion version, boolean erased) {
        Map<ModelAlias, String> aliases = data.models().aliases(version.task());
        return new ModelItem(
                version.modelId(),
                version.task(),
                aliases.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(version.modelId()))
                        .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT))
                        .toList(),
                version.gate().name().toLowerCase(Locale.ROOT),
                version.gateSummary(),
                version.parent().orElse(null),
                version.sha256(),
                version.registeredBy(),
                version.registeredAt(),
                erased);
    }
}
