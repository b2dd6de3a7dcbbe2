package dev.sightline.embedder.describe;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelPackage;
import java.util.List;
import java.util.Optional;

/** Turns crops into raw descriptors of one model. A crop's descriptor depends on it alone. Safe for several threads. */
public interface Describer extends AutoCloseable {

    /** Manifest "id@version", carried by every descriptor. */
    String modelId();

    /** Length of a descriptor. */
    int dimension();

    /** One descriptor per crop, in order, not normalized; all zero where a crop shows nothing to describe. */
    List<float[]> describe(List<Picture> crops);

    /** The network behind it; empty for built-in describers. */
    Optional<Network> network();

    @Override
    void close();

    /** The describer of a package, by the decoder its manifest names. */
    static Describer open(ModelPackage model, NetworkSettings settings) {
        return switch (model.manifest().decoder()) {
            case "descriptor" -> NetworkDescriber.open(model, settings);
            case ColorStrips.DECODER -> new ColorStrips(model.manifest());
            default ->
                throw new IllegalArgumentException("model " + model.manifest().modelId() + " has decoder '"
                        + model.manifest().decoder() + "'; allowed for descriptors: descriptor, " + ColorStrips.DECODER
                        + "; correct model.json");
        };
    }
}
