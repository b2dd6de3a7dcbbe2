package dev.sightline.trainer.network;

/**
 * OSNet's aggregation gate: mean over the picture, two linear layers written as 1x1 convolutions, sigmoid, one weight a
 * channel. Several streams go through the same weights.
 */
record ChannelGate(String name, String squeezeWeights, String squeezeBias, String exciteWeights, String exciteBias) {

    static ChannelGate shared(Layers layers, String name, int channels, int reduction) {
        int narrow = Math.max(1, channels / reduction);
        return new ChannelGate(
                name,
                layers.pointWeights(name + "/squeeze", channels, narrow),
                layers.zeros(name + "/squeeze/bias", narrow),
                layers.pointWeights(name + "/excite", narrow, channels),
                layers.zeros(name + "/excite/bias", channels));
    }

    String apply(Layers layers, int stream, String x) {
        String own = name + "/" + stream;
        String mean = layers.globalAverage(own + "/mean", x);
        String squeezed = layers.activation(
                "Relu", own + "/relu", layers.point(own + "/squeeze", mean, squeezeWeights, squeezeBias));
        String weights = layers.activation(
                "Sigmoid", own + "/sigmoid", layers.point(own + "/excite", squeezed, exciteWeights, exciteBias));
        return layers.join("Mul", own, x, weights);
    }
}
