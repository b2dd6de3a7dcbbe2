package dev.sightline.trainer.evaluate.retrieval;

/**
 * A way through the building: asked in one camera, looked for in another.
 *
 * @param from camera of the queries
 * @param to camera of the gallery
 */
public record CameraPair(String from, String to) implements Comparable<CameraPair> {

    @Override
    public int compareTo(CameraPair other) {
        int byFrom = from.compareTo(other.from);
        return byFrom == 0 ? to.compareTo(other.to) : byFrom;
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
