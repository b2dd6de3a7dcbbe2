package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewVersionTest {
    private static final ModelManifest FIRST = model("mall", "1", "a");
    private static final ModelManifest NINTH = model("mall", "9", "b");
    private static final ModelManifest OTHER = model("office", "30", "c");

    @Test
    void shouldTakeTheNextVersionWhereNoneIsAsked() {
        assertThat(version(Optional.empty()).choose(null)).isEqualTo("1");
        assertThat(version(Optional.empty(), OTHER).choose(null)).isEqualTo("1");
        assertThat(version(Optional.empty(), FIRST, NINTH, OTHER).choose(null)).isEqualTo("10");
    }

    @Test
    void shouldRefuseAVersionThatAnotherNetworkHasBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> version(Optional.empty(), FIRST).choose("1"))
                .hasMessage(
                        "--model-version is 1, but mall@1 is another network already; give --model-version 2, or leave"
                                + " it out to get it");
        assertThat(version(Optional.empty(), FIRST).choose("winter")).isEqualTo("winter");
    }

    @Test
    void shouldKeepTheVersionOfThePackageThatTheSameRunMade() {
        assertThat(version(Optional.of(NINTH), FIRST).choose(null)).isEqualTo("9");
        assertThat(version(Optional.of(NINTH), FIRST, NINTH).choose(null)).isEqualTo("9");
        assertThat(version(Optional.of(NINTH), FIRST, NINTH).choose("9")).isEqualTo("9");
        assertThat(version(Optional.of(model("mall", "1", "d")), FIRST).choose(null))
                .isEqualTo("2");
        assertThat(version(Optional.of(OTHER)).choose(null)).isEqualTo("1");
    }

    private static NewVersion version(Optional<ModelManifest> own, ModelManifest... known) {
        return new NewVersion("mall", List.of(known), own);
    }

    private static ModelManifest model(String id, String version, String digit) {
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                16,
                32,
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
                id + ".onnx",
                digit.repeat(64),
                input,
                "descriptor",
                Map.of(),
                2,
                List.of(),
                Map.of(),
                "none",
                "made by a test",
                Optional.empty());
    }
}
