package dev.sightline.matcher.track;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Generated input of the tracker tests. */
final class Scenes {
    static final String CAMERA = "north";
    static final String MODEL = "test@1";
    static final int WIDTH = 1000;
    static final int HEIGHT = 600;

    private Scenes() {}

    static Observation frame(long sequence, double seconds, Detection.Builder... detections) {
        return frame(0, sequence, seconds, Arrays.asList(detections));
    }

    static Observation frame(long session, long sequence, double seconds, List<Detection.Builder> detections) {
        Observation.Builder frame = Observation.newBuilder()
                .setCameraId(CAMERA)
                .setSiteId("site")
                .setSession(session)
                .setSequence(sequence)
                .setCaptureTimeUs((long) (seconds * 1e6))
                .setWidth(WIDTH)
                .setHeight(HEIGHT);
        for (Detection.Builder detection : detections) {
            frame.addDetections(detection.setIndex(frame.getDetectionsCount()));
        }
        return frame.build();
    }

    static Observation end(long session, long sequence, double seconds) {
        return frame(session, sequence, seconds, List.of()).toBuilder()
                .setEndOfStream(true)
                .build();
    }

    /** A person of 40 by 100 whose center is at (x, y). */
    static Detection.Builder person(double x, double y, double score) {
        return Detection.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setBox(box(x, y, 40, 100))
                .setScore((float) score);
    }

    /** The same with looks: direction {@code look} of 8, with a little noise. */
    static Detection.Builder person(double x, double y, double score, int look, Random random) {
        return person(x, y, score)
                .setQuality(0.8f)
                .setVector(looks(look, random).toMessage())
                .setCropJpeg(ByteString.copyFromUtf8("jpeg-" + look));
    }

    static UnitVector looks(int look, Random random) {
        float[] values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 0.1) + (i == look ? 1 : 0);
        }
        return UnitVector.normalize(MODEL, values, 0.8f);
    }

    static Box box(double x, double y, double width, double height) {
        return new Rect(x, y, width, height).toMessage();
    }

    /** People walking at random, missed now and then, with clutter, faces and irregular frame times. */
    static List<Observation> crowd(long seed, int frames) {
        Random random = new Random(seed);
        double[][] people = new double[6][4];
        for (double[] p : people) {
            p[0] = random.nextDouble() * WIDTH;
            p[1] = random.nextDouble() * HEIGHT;
            p[2] = random.nextGaussian() * 50;
            p[3] = random.nextGaussian() * 20;
        }
        List<Observation> all = new ArrayList<>();
        double time = 0;
        for (int frame = 1; frame <= frames; frame++) {
            double step = random.nextInt(20) == 0 ? 1.5 : 0.05 + random.nextDouble() * 0.1;
            time += step;
            List<Detection.Builder> detections = new ArrayList<>();
            for (int i = 0; i < people.length; i++) {
                double[] p = people[i];
                p[0] += p[2] * step;
                p[1] += p[3] * step;
                if (random.nextInt(5) > 0) {
                    double x = p[0] + random.nextGaussian() * 3;
                    detections.add(person(x, p[1], 0.2 + random.nextDouble() * 0.8, i, random));
                    if (random.nextInt(4) == 0) {
                        detections.add(
                                face(x, p[1] - 40, random.nextInt(3) == 0 ? -1 : detections.size() - 1, i, random));
                    }
                }
            }
            if (random.nextInt(6) == 0) {
                detections.add(person(random.nextDouble() * WIDTH, random.nextDouble() * HEIGHT, 0.5));
            }
            all.add(frame(0, frame, time, detections));
        }
        return all;
    }

    static Detection.Builder face(double x, double y, int person, int look, Random random) {
        return Detection.newBuilder()
                .setModality(Modality.MODALITY_FACE)
                .setBox(box(x, y, 16, 16))
                .setScore(0.9f)
                .setPersonIndex(person)
                .setVector(looks(look, random).toMessage());
    }
}
