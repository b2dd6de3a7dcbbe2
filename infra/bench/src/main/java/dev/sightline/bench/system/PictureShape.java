package dev.sightline.bench.system;

import com.google.protobuf.ByteString;
import dev.sightline.bench.system.WalkedSite.Walk;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture shows of those who walk through it, as the embedder says it at its defaults: boxes that touch no other
 * are described in every second frame, others in each, with a small crop. One box in fifty is missed.
 *
 * @param people in each picture
 * @param staySeconds how long somebody stays in a picture, on average
 * @param faces whether people are near enough for faces
 */
record PictureShape(int people, double staySeconds, boolean faces) {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final double MISSED = 0.02;
    private static final int CROP_BYTES = 4_000;
    /** Bytes that no compression makes smaller, as those of a JPEG. */
    private static final List<ByteString> CROPS = crops();

    Observation.Builder draw(List<Walk> walks, long sequence, long timeUs, Random random) {
        List<Walk> seen =
                walks.stream().filter(w -> random.nextDouble() >= MISSED).toList();
        List<Box> boxes = seen.stream().map(w -> box(w, timeUs, random)).toList();
        Observation.Builder picture = Observation.newBuilder()
                .setSequence(sequence)
                .setCaptureTimeUs(timeUs)
                .setArrivalTimeUs(timeUs)
                .setWidth(WIDTH)
                .setHeight(HEIGHT);
        List<Detection> shown = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            boolean described = touches(boxes, i) || random.nextBoolean();
            Walk walk = seen.get(i);
            picture.addDetections(detection(i, boxes.get(i), described ? one(walk.bodies(), random) : null, random)
                    .setModality(Modality.MODALITY_PERSON)
                    .setPersonIndex(-1));
            if (faces && described) {
                shown.add(detection(seen.size() + shown.size(), head(boxes.get(i)), one(walk.faces(), random), random)
                        .setModality(Modality.MODALITY_FACE)
                        .setPersonIndex(i)
                        .build());
            }
        }
        return picture.addAllDetections(shown);
    }

    private static Detection.Builder detection(int index, Box box, @Nullable Descriptor vector, Random random) {
        Detection.Builder detection = Detection.newBuilder()
                .setIndex(index)
                .setBox(box)
                .setScore(0.9f)
                .setQuality(0.7f);
        return vector == null
                ? detection
                : detection
                        .setQuality(vector.getQuality())
                        .setVector(vector)
                        .setCropJpeg(CROPS.get(random.nextInt(CROPS.size())));
    }

    /** Where somebody is: from one side of the picture to the other, the larger the further down. */
    private Box box(Walk walk, long timeUs, Random random) {
        double height = (faces ? 220 : 110) + 80 * walk.lane();
        double width = height * 0.4;
        double share = (double) (timeUs - walk.startUs()) / (walk.endUs() - walk.startUs());
        double x = (WIDTH - width) * (walk.toLeft() ? 1 - share : share);
        double y = (HEIGHT - height) * walk.lane();
        return Box.newBuilder()
                .setX((float) (x + random.nextGaussian()))
                .setY((float) (y + random.nextGaussian()))
                .setWidth((float) (width * (1 + 0.02 * random.nextGaussian())))
                .setHeight((float) (height * (1 + 0.01 * random.nextGaussian())))
                .build();
    }

    private static Box head(Box person) {
        float side = person.getWidth() / 2;
        return person.toBuilder()
                .setX(person.getX() + side / 2)
                .setWidth(side)
                .setHeight(side)
                .build();
    }

    private static boolean touches(List<Box> boxes, int index) {
        Box a = boxes.get(index);
        return IntStream.range(0, boxes.size())
                .filter(other -> other != index)
                .mapToObj(boxes::get)
                .anyMatch(b -> a.getX() < b.getX() + b.getWidth()
                        && b.getX() < a.getX() + a.getWidth()
                        && a.getY() < b.getY() + b.getHeight()
                        && b.getY() < a.getY() + a.getHeight());
    }

    private static Descriptor one(List<Descriptor> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<ByteString> crops() {
        Random random = new Random(1);
        return IntStream.range(0, 256)
                .mapToObj(i -> {
                    byte[] bytes = new byte[CROP_BYTES];
                    random.nextBytes(bytes);
                    return ByteString.copyFrom(bytes);
                })
                .toList();
    }
}
