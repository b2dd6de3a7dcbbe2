package dev.sightline.embedder.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.Samples;
import dev.sightline.embedder.TinyModels;
import dev.sightline.platform.crops.FileCropStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedBenchTest {
    @TempDir
    Path folder;

    @Test
    void shouldMeasureThePipelineBesideItsNetworks() {
        List<Frame> frames = LongStream.rangeClosed(1, 10)
                .mapToObj(sequence -> Samples.frame("north", 0, sequence))
                .toList();
        try (EmbedderModels models = TinyModels.twoPeople(folder)) {
            EmbedBench.Result result =
                    new EmbedBench(models, EmbedderPolicy.defaults(), new FileCropStore(folder)).measure(frames);

            assertThat(result.frames()).isEqualTo(10);
            assertThat(result.crops()).isEqualTo(20);
            assertThat(result.rawSeconds()).isPositive();
            assertThat(result.pipelineSeconds()).isGreaterThan(result.rawSeconds());
        }
    }
}
