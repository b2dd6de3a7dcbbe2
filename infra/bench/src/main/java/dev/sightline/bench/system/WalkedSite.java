package dev.sightline.bench.system;

import dev.sightline.bench.world.SyntheticPeople;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * People who walk through the cameras of a site: each picture always shows so many. Who leaves one comes to another camera
 * after 20 to 60 s, three times out of four; else somebody nobody has seen comes. One thread.
 */
final class WalkedSite {
    /** Descriptors of a stay, which repeat. */
    private static final int CROPS = 24;

    private static final double COMES_BACK = 0.75;
    private static final double LEAST_TRANSIT = 20;
    private static final double MOST_TRANSIT = 60;
    private static final String FACE_MODEL = "synthetic-faces@1";

    private final PictureShape shape;
    private final SyntheticPeople bodies;
    private final SyntheticPeople faces;
    private final Random random;
    private final List<List<Walk>> pictures = new ArrayList<>();
    private final PriorityQueue<OnTheWay> onTheWay = new PriorityQueue<>(Comparator.comparingLong(OnTheWay::freeUs));
    private int people;

    /** @param cameras of the site; all of their pictures are full from the start */
    WalkedSite(PictureShape shape, int cameras, long seed, long nowUs) {
        this.shape = shape;
        int about = cameras * shape.people() * 10;
        this.bodies = new SyntheticPeople(about, 2 * seed);
        this.faces = new SyntheticPeople(about, 2 * seed + 1);
        this.random = new Random(seed);
        for (int c = 0; c < cameras; c++) {
            List<Walk> walks = new ArrayList<>();
            for (int p = 0; p < shape.people(); p++) {
                long length = stayUs();
                walks.add(walk(new OnTheWay(people++, 0, 0), c, nowUs - (long) (random.nextDouble() * length), length));
            }
            pictures.add(walks);
        }
    }

    /** What a camera's picture shows. */
    Observation.Builder picture(int camera, long sequence, long timeUs) {
        List<Walk> walks = pictures.get(camera);
        for (int p = 0; p < walks.size(); p++) {
            Walk walk = walks.get(p);
            if (walk.endUs() <= timeUs) {
                if (random.nextDouble() < COMES_BACK) {
                    double transit = LEAST_TRANSIT + random.nextDouble() * (MOST_TRANSIT - LEAST_TRANSIT);
                    onTheWay.add(new OnTheWay(walk.person(), walk.ordinal() + 1, timeUs + (long) (transit * 1e6)));
                }
                walks.set(p, walk(next(timeUs), camera, timeUs, stayUs()));
            }
        }
        return shape.draw(walks, sequence, timeUs, random);
    }

    private OnTheWay next(long timeUs) {
        OnTheWay first = onTheWay.peek();
        return first != null && first.freeUs <= timeUs ? onTheWay.remove() : new OnTheWay(people++, 0, timeUs);
    }

    /** Half as long to half as long again. */
    private long stayUs() {
        return (long) ((0.5 + random.nextDouble()) * shape.staySeconds() * 1e6);
    }

    private Walk walk(OnTheWay who, int camera, long startUs, long lengthUs) {
        List<UnitVector> looks = bodies.crops(who.person, who.ordinal, camera, CROPS);
        List<Descriptor> face = shape.faces()
                ? faces.crops(who.person, who.ordinal, camera, CROPS).stream()
                        .map(v -> UnitVector.normalize(FACE_MODEL, twice(v.values()), v.quality())
                                .toMessage())
                        .toList()
                : List.of();
        return new Walk(
                who.person,
                who.ordinal,
                startUs,
                startUs + lengthUs,
                random.nextDouble(),
                random.nextBoolean(),
                looks.stream().map(UnitVector::toMessage).toList(),
                face);
    }

    /** Descriptors of faces are twice as long. */
    private static float[] twice(float[] values) {
        float[] longer = new float[2 * values.length];
        System.arraycopy(values, 0, longer, 0, values.length);
        System.arraycopy(values, 0, longer, values.length, values.length);
        return longer;
    }

    /** Somebody between two cameras, who may come to one from {@code freeUs} on. */
    private record OnTheWay(int person, int ordinal, long freeUs) {}

    /**
     * Somebody in a picture.
     *
     * @param lane how far down in the picture, 0 to 1
     */
    record Walk(
            int person,
            int ordinal,
            long startUs,
            long endUs,
            double lane,
            boolean toLeft,
            List<Descriptor> bodies,
            List<Descriptor> faces) {}
}
