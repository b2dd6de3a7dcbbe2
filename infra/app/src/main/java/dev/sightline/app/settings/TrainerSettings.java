package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;

/** Where models are trained. */
public interface TrainerSettings {
    @Describe("Where to train: cpu, cuda or cuda:N (CUDA needs the build profile gpu)")
    @WithDefault("cpu")
    String device();

    @Describe("Threads of LibTorch on the CPU; 0 for one per processor. More than are idle makes it slower")
    @Range(min = 0, max = 1024)
    @WithDefault("0")
    int threads();

    @Describe("Threads that decode and vary pictures ahead of the network")
    @Range(min = 1, max = 64)
    @WithDefault("1")
    int pictureThreads();
}
