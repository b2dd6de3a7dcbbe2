package dev.sightline.app.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The iLIDS sequences as two recorded cameras of one ward: one person after another, camera 2 ten minutes after camera 1.
 *
 * @param cameras folders of pictures with their times
 * @param begun when each person's stay began, by camera
 * @param list every fourth crop with its person, to measure by
 */
record Sequences(List<Path> cameras, Map<String, NavigableMap<Instant, Integer>> begun, Path list, Path source) {
    static final int PEOPLE = 10;

    private static final long AGO_MS = 3_600_000;
    private static final long FRAME_MS = 40;
    private static final long BETWEEN_MS = 15_000;

    static Sequences in(Path source, Path folder) throws IOException {
        List<Path> cameras = new ArrayList<>();
        Map<String, NavigableMap<Instant, Integer>> begun = new TreeMap<>();
        List<String> list = new ArrayList<>(List.of("path,identity,camera"));
        long time = Instant.now().toEpochMilli() - AGO_MS;
        for (String camera : List.of("cam1", "cam2")) {
            Path out = Files.createDirectories(folder.resolve(camera));
            List<String> times = new ArrayList<>(List.of("file,time"));
            NavigableMap<Instant, Integer> starts = new TreeMap<>();
            long at = time;
            int frame = 0;
            for (int person = 0; person < PEOPLE; person++) {
                starts.put(Instant.ofEpochMilli(at), person);
                for (Path crop : sorted(sorted(source.resolve(camera)).get(person))) {
                    String name = String.format(Locale.ROOT, "%06d.jpg", ++frame);
                    Files.copy(crop, out.resolve(name));
                    times.add(name + "," + at / 1000 + "." + String.format(Locale.ROOT, "%03d", at % 1000));
                    if (frame % 4 == 1) {
                        list.add(crop + ",p" + person + "," + camera);
                    }
                    at += FRAME_MS;
                }
                at += BETWEEN_MS;
            }
            Files.write(out.resolve("timestamps.csv"), times);
            cameras.add(out);
            begun.put(camera, starts);
            time += 600_000;
        }
        return new Sequences(cameras, begun, Files.write(folder.resolve("ilids.csv"), list), source);
    }

    /** Whose stay it is, by when it began. */
    int person(String camera, Instant start) {
        return begun.getOrDefault(camera, new TreeMap<>())
                .floorEntry(start.plusMillis(BETWEEN_MS / 3))
                .getValue();
    }

    int person(Stay stay) {
        return person(stay.camera(), stay.start());
    }

    /** A picture of somebody in the second camera. */
    Path photo(int person) throws IOException {
        List<Path> crops = sorted(sorted(source.resolve("cam2")).get(person));
        return crops.get(crops.size() / 2);
    }

    /** People of a site that the model knew, 643 to 742 of whom it was not trained on. */
    Path oldSite(Path cuhk03) throws IOException {
        List<String> lines = new ArrayList<>(List.of("path,identity,camera"));
        for (Path crop : sorted(cuhk03)) {
            String[] name = crop.getFileName().toString().split("[_.]");
            int person = Integer.parseInt(name[0]);
            int picture = Integer.parseInt(name[1]);
            if (person >= 543 && picture % 5 < 2) {
                lines.add(crop + "," + person + ",c" + (picture < 5 ? 1 : 2));
            }
        }
        return Files.write(list.resolveSibling("old.csv"), lines);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
