package dev.sightline.embedder.detect;

import dev.sightline.embedder.network.Outputs;
import java.util.List;

/** Reads boxes off the raw output of a detection network. Implementations are stateless. */
interface BoxDecoder {
    /**
     * Boxes over the score threshold of one picture, in pixels of the input tensor, in any order, not suppressed.
     *
     * @param outputs of the run
     * @param slot the picture's position in the batch
     * @param width of the input tensor
     * @param height of the input tensor
     */
    List<Detected> decode(Outputs outputs, int slot, int width, int height);
}
