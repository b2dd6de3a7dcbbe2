package dev.sightline.contracts.descriptor;

/** Two descriptors of different models (or dimensions) were compared: a bug, never a number. */
public final class IncomparableDescriptors extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    IncomparableDescriptors(String left, int leftDimension, String right, int rightDimension) {
        super("descriptors of different models cannot be compared: " + left + " (" + leftDimension + "-d) and " + right
                + " (" + rightDimension + "-d); describe both crops with one model");
    }
}
