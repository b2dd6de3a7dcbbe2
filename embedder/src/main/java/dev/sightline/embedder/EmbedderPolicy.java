package dev.sightline.embedder;

import dev.sightline.embedder.network.NetworkSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the embedder works. Every part validates itself.
 *
 * @param models which models
 * @param inference how networks run
 * @param describing what is described and kept
 * @param flow how frames move
 */
public record EmbedderPolicy(Models models, Inference inference, Describing describing, Flow flow) {

    /** CPU, the default models, faces on, every box of every frame described. */
    public static EmbedderPolicy defaults() {
        return new EmbedderPolicy(Models.defaults(), Inference.defaults(), Describing.defaults(), Flow.defaults());
    }

    /** With other models. */
    public EmbedderPolicy with(Models other) {
        return new EmbedderPolicy(other, inference, describing, flow);
    }

    /** With other inference settings. */
    public EmbedderPolicy with(Inference other) {
        return new EmbedderPolicy(models, other, describing, flow);
    }

    /** With other describing settings. */
    public EmbedderPolicy with(Describing other) {
        return new EmbedderPolicy(models, inference, other, flow);
    }

    /** With another flow. */
    public EmbedderPolicy with(Flow other) {
        return new EmbedderPolicy(models, inference, describing, other);
    }

    /**
     * Model ids of the catalog, or paths of packages.
     *
     * @param personDetector finds people; {@code whole-frame} for folders of crops
     * @param personDescriptor describes them
     * @param faces finds and describes faces; null leaves faces alone
     */
    public record Models(
            String personDetector,
            String personDescriptor,
            @Nullable Faces faces) {
        /** The default models, with faces. */
        public static Models defaults() {
            return new Models("person-centernet", "person-sightline", Faces.defaults());
        }
    }

    /**
     * The models that faces take.
     *
     * @param detector finds faces
     * @param landmarks finds their five points; null when the detector gives them itself
     * @param descriptor describes aligned faces
     */
    public record Faces(String detector, @Nullable String landmarks, String descriptor) {
        /** The default face models. */
        public static Faces defaults() {
            return new Faces("face-faceplugin-detect", "face-faceplugin-landmarks", "face-faceplugin-descriptor");
        }
    }

    /**
     * How networks run.
     *
     * @param network providers and threads inside one run
     * @param decodeThreads threads that decode JPEG, at least 1
     * @param detectThreads threads that detect people, at least 1; each runs a batch of its own
     * @param describeThreads threads that find faces and describe, at least 1
     * @param detectionBatch most frames in one detection run, at least 1; more than one pays on a GPU only
     */
    public record Inference(
            NetworkSettings network, int decodeThreads, int detectThreads, int describeThreads, int detectionBatch) {
        public Inference {
            require(decodeThreads >= 1, "decodeThreads", decodeThreads, "at least 1");
            require(detectThreads >= 1, "detectThreads", detectThreads, "at least 1");
            require(describeThreads >= 1, "describeThreads", describeThreads, "at least 1");
            require(detectionBatch >= 1 && detectionBatch <= 64, "detectionBatch", detectionBatch, "1 to 64");
        }

        /** One thread a stage, on the CPU, frame by frame. */
        public static Inference defaults() {
            return new Inference(NetworkSettings.defaults(), 1, 1, 1, 1);
        }
    }

    /**
     * What is described and kept. What happens to a box depends on its frame alone, never on earlier frames, so that a
     * repeated frame gives the same bytes.
     *
     * @param cadence a box that touches no other is described in one of this many frames, chosen by its frame's number;
     *     1 describes always. A box that overlaps another is always described
     * @param leastQuality boxes below it are not described, 0..1
     * @param leastFacePerson height of a person, pixels, from which a face is looked for
     * @param cropSide longest side of a kept crop, pixels; 0 keeps none
     * @param cropJpegQuality 1..100
     */
    public record Describing(int cadence, double leastQuality, int leastFacePerson, int cropSide, int cropJpegQuality) {
        public Describing {
            require(cadence >= 1, "cadence", cadence, "at least 1");
            require(leastQuality >= 0 && leastQuality < 1, "leastQuality", leastQuality, "0 to below 1");
            require(leastFacePerson >= 1, "leastFacePerson", leastFacePerson, "at least 1 pixel");
            require(cropSide == 0 || (cropSide >= 16 && cropSide <= 1024), "cropSide", cropSide, "0 or 16 to 1024");
            require(cropJpegQuality >= 1 && cropJpegQuality <= 100, "cropJpegQuality", cropJpegQuality, "1 to 100");
        }

        /** Lone people in every second frame; faces of people at least 200 pixels high; crops of 160 pixels. */
        public static Describing defaults() {
            return new Describing(2, 0.02, 200, 160, 85);
        }
    }

    /**
     * How frames move.
     *
     * @param inFlight most frames between poll and produce, at least 2; bounds memory and latency
     * @param maxFrameAge live frames that wait longer are skipped and counted; recorded footage (session 0) never is
     * @param commitInterval how often offsets are committed: what a kill repeats
     * @param maxPixels larger pictures are refused from their header, before decoding
     */
    public record Flow(int inFlight, Duration maxFrameAge, Duration commitInterval, long maxPixels) {
        public Flow {
            require(inFlight >= 2 && inFlight <= 1024, "inFlight", inFlight, "2 to 1024");
            require(maxFrameAge.toMillis() >= 1, "maxFrameAge", maxFrameAge, "at least 1 ms");
            require(commitInterval.toMillis() >= 1, "commitInterval", commitInterval, "at least 1 ms");
            require(maxPixels >= 1, "maxPixels", maxPixels, "at least 1");
        }

        /** Eight frames in flight, live frames up to 10 s old, commits each second, pictures up to 34 megapixels. */
        public static Flow defaults() {
            return new Flow(8, Duration.ofSeconds(10), Duration.ofSeconds(1), 34_000_000);
        }
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("embedder " + key + " = " + value + "; allowed: " + allowed);
        }
    }
}
