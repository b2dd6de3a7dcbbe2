package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.TrackingScore.Row;
import dev.sightline.testkit.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds a floor on a real street with other people's detections and no appearance: the tracker alone. */
class RealFootageIT {
    private static final int FRAMES = 795;
    private static final double RATE = 10;

    @ParameterizedTest(name = "every {0} frames: IDF1 at least {1}, MOTA at least {2}")
    @CsvSource({"1, 0.80, 0.78", "2, 0.72, 0.78", "5, 0.72, 0.78"})
    void shouldFollowThePeopleOfAStreet(int step, double idf1, double mota) throws IOException {
        List<String[]> truth = lines(TestData.require("video/vtest.gt.txt"));
        List<String[]> detections = lines(TestData.require("video/vtest.public-det.txt"));

        TrackingScore score = TrackingScore.of(rows(truth, step), follow(detections, step));

        System.out.printf("every %d frames: %s%n", step, score);
        assertThat(score.idf1()).isGreaterThanOrEqualTo(idf1);
        assertThat(score.mota()).isGreaterThanOrEqualTo(mota);
    }

    private static List<Row> follow(List<String[]> detections, int step) {
        Map<Integer, List<String[]>> byFrame =
                detections.stream().collect(Collectors.groupingBy(cells -> frame(cells)));
        Follower follower = new Follower();
        for (int frame = 1; frame <= FRAMES; frame += step) {
            Observation.Builder observation =
                    Scenes.frame(frame, frame / RATE).toBuilder().setWidth(768).setHeight(576);
            for (String[] cells : byFrame.getOrDefault(frame, List.of())) {
                observation.addDetections(detection(cells).setIndex(observation.getDetectionsCount()));
            }
            follower.see(observation.build());
        }
        follower.see(Scenes.end(0, FRAMES + 1, (FRAMES + 1) / RATE));
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, TreeMap<Long, Box>> track : follower.tracks().entrySet()) {
            track.getValue()
                    .forEach((sequence, box) -> rows.add(new Row(sequence.intValue(), track.getKey(), Rect.of(box))));
        }
        return rows;
    }

    /** This detector's scores run to about 100. */
    private static Detection.Builder detection(String[] cells) {
        return Detection.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setBox(box(cells))
                .setScore(Math.max(0, Math.min(1, Float.parseFloat(cells[6]) / 100)));
    }

    private static List<Row> rows(List<String[]> truth, int step) {
        return truth.stream()
                .filter(cells -> Double.parseDouble(cells[6]) == 1 && (frame(cells) - 1) % step == 0)
                .map(cells -> new Row(frame(cells), cells[1], Rect.of(box(cells))))
                .toList();
    }

    private static int frame(String[] cells) {
        return Integer.parseInt(cells[0]);
    }

    private static Box box(String[] cells) {
        return Box.newBuilder()
                .setX(Float.parseFloat(cells[2]))
                .setY(Float.parseFloat(cells[3]))
                .setWidth(Float.parseFloat(cells[4]))
                .setHeight(Float.parseFloat(cells[5]))
                .build();
    }

    private static List<String[]> lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split(",", -1)).toList();
        }
    }
}
