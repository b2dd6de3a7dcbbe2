package dev.sightline.trainer.network;

import dev.sightline.onnx.graph.GraphBuilder;

/** Height and width of a network's pictures, in pixels. */
record PictureSize(int height, int width) {
    static final int CHANNELS = 3;
    /** Of the networks built here; 14 brought HardSwish. */
    static final int OPSET = 14;

    private static final int SMALLEST = 16;
    private static final int LARGEST = 1024;

    PictureSize {
        require("height", height);
        require("width", width);
    }

    String input(GraphBuilder graph) {
        graph.input(
                BackboneCut.IMAGES,
                "batch",
                Integer.toString(CHANNELS),
                Integer.toString(height),
                Integer.toString(width));
        return BackboneCut.IMAGES;
    }

    private static void require(String side, int pixels) {
        if (pixels < SMALLEST || pixels > LARGEST) {
            throw new IllegalArgumentException(
                    "input " + side + " is " + pixels + ", allowed: " + SMALLEST + " to " + LARGEST);
        }
    }
}
