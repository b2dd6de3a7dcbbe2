package dev.sightline.console.api;

import dev.sightline.console.access.Right;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            Instant registered) {}

    List<Route> routes() {
        return List.of(
                Route.list("/models", "listModels", Right.SEE_MODELS, ModelItem.class, request -> Answer.all(list())));
    }

    private List<ModelItem> list() {
        return data.models().versions().stream().map(this::item).toList();
    }

    private ModelItem item(ModelVersion version) {
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
                version.registeredAt());
    }
}
