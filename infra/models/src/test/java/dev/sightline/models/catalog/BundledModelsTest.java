package dev.sightline.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ModelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BundledModelsTest {
    private static final byte[] MANIFEST = "{\"id\": \"mine\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldFindEveryManifestAsItWasBuiltIn() {
        assertThat(BundledModels.find()).extracting(m -> m.manifest().id()).isEqualTo(BundledModels.IDS);
    }

    @Test
    void shouldRefuseAManifestThatWasChanged() {
        var bundled = new BundledModels.Bundled("mine", Checksum.of(MANIFEST));

        assertThatCode(() -> bundled.require(MANIFEST)).doesNotThrowAnyException();
        assertThatThrownBy(() -> bundled.require("{\"id\": \"mind\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("mine/model.json: has SHA-256")
                .hasMessageContaining("install it again");
    }
}
