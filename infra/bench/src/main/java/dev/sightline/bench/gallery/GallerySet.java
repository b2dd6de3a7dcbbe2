package dev.sightline.bench.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Row;
import dev.sightline.matcher.gallery.Search;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Seeded descriptors in which two pictures of one person are about .63 alike by cosine, as re-identification descriptors
 * are, and nothing is a near copy: people differ in {@value #TRAITS} traits, pictures of a person in each of them a little.
 */
final class GallerySet {
    static final int PROBES = 960;

    private static final int EXEMPLARS = 5;
    private static final int CAMERAS = 4;
    private static final int NEAREST = 5;
    private static final int TRAITS = 48;
    private static final double VARIATION = .7;
    private static final double NOISE = 2;
    private static final String MODEL = "bench@1";

    private final int dimension;
    private final Random random = new Random(42);
    private final double[][] traits;
    private final double[][] people;

    GallerySet(int identities, int dimension) {
        this.dimension = dimension;
        this.traits = gaussians(TRAITS, dimension);
        this.people = gaussians(identities, TRAITS);
    }

    List<UnitVector> rows() {
        return IntStream.range(0, people.length * EXEMPLARS)
                .mapToObj(row -> picture(people[row / EXEMPLARS]))
                .toList();
    }

    List<UnitVector> probes() {
        return IntStream.range(0, PROBES)
                .mapToObj(i -> picture(people[random.nextInt(people.length)]))
                .toList();
    }

    static Gallery gallery(List<UnitVector> rows) {
        Gallery gallery = Gallery.exact(rows.get(0));
        for (int first = 0; first < rows.size(); first += EXEMPLARS) {
            List<Row> own = new ArrayList<>();
            for (int i = 0; i < EXEMPLARS; i++) {
                own.add(new Row(rows.get(first + i), i % CAMERAS));
            }
            gallery.put("p" + first / EXEMPLARS, own);
        }
        return gallery;
    }

    static List<Search> searches(List<UnitVector> probes) {
        return IntStream.range(0, probes.size())
                .mapToObj(i -> Search.of(probes.get(i), i % CAMERAS, NEAREST))
                .toList();
    }

    static void write(Path file, List<UnitVector> vectors) throws IOException {
        int dimension = vectors.get(0).dimension();
        ByteBuffer bytes = ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (UnitVector vector : vectors) {
                bytes.asFloatBuffer().put(vector.values());
                out.write(bytes.array());
            }
        }
    }

    private UnitVector picture(double[] person) {
        float[] values = new float[dimension];
        for (int t = 0; t < TRAITS; t++) {
            double much = person[t] + VARIATION * random.nextGaussian();
            for (int i = 0; i < dimension; i++) {
                values[i] += (float) (much * traits[t][i]);
            }
        }
        for (int i = 0; i < dimension; i++) {
            values[i] += (float) (NOISE * random.nextGaussian());
        }
        return UnitVector.normalize(MODEL, values, 1);
    }

    private double[][] gaussians(int count, int length) {
        double[][] all = new double[count][length];
        for (double[] one : all) {
            for (int i = 0; i < length; i++) {
                one[i] = random.nextGaussian();
            }
        }
        return all;
    }
}
