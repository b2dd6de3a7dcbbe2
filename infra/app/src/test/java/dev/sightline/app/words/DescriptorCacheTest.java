package dev.sightline.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorCacheTest {
    @Test
    void shouldGiveBackWhatItKeptForTheSameKeyOnly(@TempDir Path folder) throws IOException {
        DescriptorCache cache = new DescriptorCache(folder.resolve("descriptors.bin"));
        Map<String, float[]> kept = Map.of("a", new float[] {1, 2}, "b", new float[] {3, 4});

        assertThat(cache.read("one")).isEmpty();
        cache.write("one", kept);

        assertThat(cache.read("one").orElseThrow()).containsOnlyKeys("a", "b");
        assertThat(cache.read("one").orElseThrow().get("b")).containsExactly(3, 4);
        assertThat(cache.read("other")).isEmpty();
    }
}
