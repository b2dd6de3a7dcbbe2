package dev.sightline.embedder.detect;

/** The box decoders by their name in manifests. */
final class BoxDecoders {
    private BoxDecoders() {}

    /** @throws IllegalArgumentException for an unknown name */
    static BoxDecoder of(String name, DecoderOptions options) {
        return switch (name) {
            case "centernet" -> new CenterNet(options);
            case "yolox" -> new Yolox(options);
            case "nanodet" -> new NanoDet(options);
            case "scrfd" -> new Scrfd(options);
            case "yunet" -> new YuNet(options);
            case "faceplugin-boxes" -> new FacepluginBoxes(options);
            default ->
                throw new IllegalArgumentException(
                        "decoder '" + name + "' finds no boxes; allowed for detectors:"
                                + " centernet, yolox, nanodet, scrfd, yunet, faceplugin-boxes, whole-frame; correct model.json");
        };
    }
}
