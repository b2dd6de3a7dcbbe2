package dev.sightline.app.results;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Who was seen: one identity with its stays.
 *
 * @param identity identity id
 * @param stays by begin; at least one
 * @param entries watchlist entries that the identity matched
 */
public record Person(String identity, List<Stay> stays, Set<String> entries) {
    /** In the order of their first appearance. */
    public static final Comparator<Person> ORDER =
            Comparator.comparingLong(Person::firstUs).thenComparing(Person::identity);

    public Person {
        stays = stays.stream()
                .sorted(Comparator.comparingLong(Stay::startUs).thenComparing(Stay::tracklet))
                .toList();
        entries = Set.copyOf(entries);
    }

    /**
     * One unbroken stay in one camera.
     *
     * @param startUs microseconds since 1970
     * @param endUs microseconds since 1970
     * @param crops best first
     */
    public record Stay(String tracklet, String camera, long startUs, long endUs, List<Crop> crops) {
        public Stay {
            crops = List.copyOf(crops);
        }
    }

    /**
     * A picture of the person.
     *
     * @param quality 0..1
     * @param timeUs microseconds since 1970
     */
    public record Crop(ByteString jpeg, float quality, long timeUs) {}

    /** Begin of the first stay, microseconds since 1970. */
    public long firstUs() {
        return stays.get(0).startUs();
    }

    /** End of the last stay, microseconds since 1970. */
    public long lastUs() {
        return stays.stream().mapToLong(Stay::endUs).max().orElseThrow();
    }

    /** How long the person was in view of any camera, microseconds: overlapping stays count once. */
    public long dwellUs() {
        long sum = 0;
        long until = Long.MIN_VALUE;
        for (Stay stay : stays) {
            sum += Math.max(0, stay.endUs() - Math.max(until, stay.startUs()));
            until = Math.max(until, stay.endUs());
        }
        return sum;
    }

    /** In the order of first appearance. */
    public List<String> cameras() {
        return stays.stream().map(Stay::camera).distinct().toList();
    }

    /** The best pictures, one of each camera before a second of any. */
    public List<Crop> bestCrops(int atMost) {
        List<Crop> best = new ArrayList<>();
        for (String camera : cameras()) {
            crops(camera).stream().findFirst().ifPresent(best::add);
        }
        cameras().stream()
                .flatMap(camera -> crops(camera).stream().skip(1))
                .sorted(Comparator.comparing(Crop::quality).reversed())
                .forEach(best::add);
        return best.subList(0, Math.min(atMost, best.size()));
    }

    private List<Crop> crops(String camera) {
        return stays.stream()
                .filter(stay -> stay.camera().equals(camera))
                .flatMap(stay -> stay.crops().stream())
                .sorted(Comparator.comparing(Crop::quality).reversed().thenComparing(Crop::timeUs))
                .toList();
    }
}
