package dev.sightline.bench.world;

/**
 * One stay of one person in one camera: what the tracker of that camera would see as one tracklet.
 *
 * @param person number of the person, from 0
 * @param ordinal how many visits the person had before, anywhere
 * @param camera number of the camera, from 0
 * @param startUs event time of the first sight, microseconds
 * @param endUs event time of the last sight, microseconds
 */
record Visit(int person, int ordinal, int camera, long startUs, long endUs) {
    Visit {
        if (endUs < startUs) {
            throw new IllegalArgumentException("visit ends at " + endUs + ", before its start at " + startUs);
        }
    }

    /** The camera's id in messages. */
    String cameraId() {
        return cameraId(camera);
    }

    static String cameraId(int camera) {
        return String.format("cam%02d", camera);
    }

    /** The tracklet's id in messages; says nothing about the person. */
    String trackletId() {
        return cameraId() + "-" + startUs / 1_000 + "-" + Integer.toHexString((person * 31 + ordinal) * 0x9E3779B1);
    }
}
