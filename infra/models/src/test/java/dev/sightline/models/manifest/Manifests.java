package dev.sightline.models.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small manifests for tests. */
public final class Manifests {
    private Manifests() {}

    public static ModelManifest descriptor(String id, String version) {
        return manifest(id, version, "net.onnx", "", Optional.empty());
    }

    public static ModelManifest manifest(
            String id, String version, String file, String sha256, Optional<FetchRecipe> fetch) {
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                8,
                8,
                1,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f),
                InputSpec.Resize.STRETCH,
                0);
        return new ModelManifest(
                ModelTask.PERSON_DESCRIPTOR,
                id,
                version,
                file,
                sha256,
                input,
                "descriptor",
                Map.of("output", "features"),
                4,
                List.of(),
                Map.of("seed", "1"),
                "MIT",
                "a test",
                fetch);
    }
}
