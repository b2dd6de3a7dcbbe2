package dev.sightline.trainer.run;

import dev.sightline.trainer.recipe.AllowedValues;

/**
 * Where and how fast a run computes; none of it changes what is learned beyond rounding.
 *
 * @param device cpu, cuda or cuda:N
 * @param threads of LibTorch on the CPU
 * @param pictureThreads that decode and vary crops
 */
public record RunSettings(String device, int threads, int pictureThreads) {
    public RunSettings {
        if (!device.matches("cpu|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException("device is '" + device + "'; allowed: cpu, cuda, cuda:N");
        }
        AllowedValues.range("threads", threads, 1, 1024);
        AllowedValues.range("picture-threads", pictureThreads, 1, 1024);
    }
}
