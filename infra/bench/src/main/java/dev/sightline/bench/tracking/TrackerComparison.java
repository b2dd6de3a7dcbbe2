package dev.sightline.bench.tracking;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.TrackPolicy;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.trainer.evaluate.tracking.HotaScore;
import dev.sightline.trainer.evaluate.tracking.TrackSet;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import dev.sightline.trainer.evaluate.tracking.TrackingScore;
import dev.sightline.trainer.evaluate.tracking.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Our tracker beside SORT, ByteTrack and OC-SORT: {@code TrackerComparison KEEP SET…}. A set is {@code vtest},
 * {@code vtest-public} or {@code mot17-mini} of the test data that SIGHTLINE_TESTDATA names, or a folder that
 * {@code compose_world.py} wrote. KEEP is a folder for detections and descriptors, made once. The others take the least
 * score of a detection, of three, that gives each its best HOTA on the very set.
 */
public final class TrackerComparison {
    private static final double[] HIGH = {0.35, 0.5, 0.6};
    private static final double LOW = 0.2;

    private TrackerComparison() {}

    /** Runs the comparison and prints a row for each set and tracker. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new UserError("usage: infra/bench/run trackers KEEP SET…, such as kept vtest vtest-public world-1");
        }
        SightlineSettings settings =
                SettingsLoader.load(SightlineSettings.class, Optional.empty(), System.getenv(), Map.of());
        RecordedObservations recorded = new RecordedObservations(Path.of(arguments[0]), ModelStorage.catalog(settings));
        Table table =
                new Table("set", "tracker", "HOTA", "AssA", "IDF1", "MOTA", "switches", "purity", "mixed", "tracklets");
        for (String set : List.of(arguments).subList(1, arguments.length)) {
            compare(set, recorded, table);
        }
        System.out.print(table.text());
        System.exit(0); // Native threads of the video library may linger.
    }

    private static void compare(String set, RecordedObservations recorded, Table table) throws IOException {
        Scene scene = Scene.read(set, recorded);
        Map<String, DoubleFunction<BoxTracker>> others = new LinkedHashMap<>();
        others.put("SORT", Sort::new);
        others.put("ByteTrack", high -> new ByteTrack(high, Math.min(LOW, high)));
        others.put("ByteTrack, gaps filled", high -> new FilledGaps(new ByteTrack(high, Math.min(LOW, high))));
        others.put("OC-SORT", OcSort::new);
        others.put("OC-SORT, gaps filled", high -> new FilledGaps(new OcSort(high)));
        others.forEach((name, tracker) -> {
            Result best = DoubleStream.of(HIGH)
                    .mapToObj(high -> scene.score(tracker.apply(high)))
                    .max(Comparator.comparingDouble(Result::hota))
                    .orElseThrow();
            row(scene.name(), name, best, table);
        });
        row(scene.name(), "Sightline", scene.score(new OurTracker(TrackPolicy.defaults(), true)), table);
        if (scene.moves()) {
            Result untold = scene.score(new OurTracker(TrackPolicy.defaults(), false));
            row(scene.name(), "Sightline, as if the camera stood still", untold, table);
        }
    }

    private static void row(String set, String tracker, Result result, Table table) {
        TrackingScore score = result.score();
        table.row(
                set,
                tracker,
                rounded(result.hota()),
                rounded(HotaScore.mean(score.hota().assA())),
                rounded(score.identity().idf1()),
                rounded(score.clear().mota()),
                score.clear().switches(),
                rounded(result.purity().share()),
                result.purity().mixed(),
                result.purity().tracklets());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private record Result(TrackingScore score, Purity purity) {
        double hota() {
            return HotaScore.mean(score.hota().hota());
        }
    }

    /** The recordings of a set, observed, with one truth. */
    private record Scene(String name, List<List<Observation>> recordings, Truth truth) {

        static Scene read(String set, RecordedObservations recorded) throws IOException {
            String name = Path.of(set).getFileName().toString();
            List<List<Observation>> recordings = new ArrayList<>();
            List<TrackedBox> counted = new ArrayList<>();
            List<TrackedBox> distractors = new ArrayList<>();
            List<TrackedBox> unmarked = new ArrayList<>();
            for (Footage footage : footage(set)) {
                List<Observation> frames = recorded.of(name, footage);
                Truth truth = footage.readTruth(frames.size());
                recordings.add(frames);
                counted.addAll(truth.counted().boxes());
                distractors.addAll(truth.distractors());
                unmarked.addAll(truth.unmarked());
            }
            return new Scene(name, recordings, new Truth(new TrackSet(counted), distractors, unmarked));
        }

        boolean moves() {
            return recordings.stream().flatMap(List::stream).anyMatch(Observation::hasCameraShift);
        }

        Result score(BoxTracker tracker) {
            List<TrackedBox> all = new ArrayList<>();
            for (List<Observation> frames : recordings) {
                tracker.follow(frames).stream()
                        .map(b -> new TrackedBox(
                                b.camera(), b.frame(), b.camera() + "/" + b.identity(), b.box(), b.score()))
                        .forEach(all::add);
            }
            TrackSet predicted = new TrackSet(all);
            return new Result(TrackingEvaluation.evaluate(truth, predicted), Purity.of(truth.counted(), predicted));
        }
    }

    private static List<Footage> footage(String set) throws IOException {
        if (Files.isDirectory(Path.of(set))) {
            return Footage.composed(Path.of(set));
        }
        Path data = Optional.ofNullable(System.getenv("SIGHTLINE_TESTDATA"))
                .map(Path::of)
                .orElseThrow(() -> new UserError("set SIGHTLINE_TESTDATA to the folder of the test data for " + set));
        return switch (set) {
            case "vtest" -> Footage.street(data, false);
            case "vtest-public" -> Footage.street(data, true);
            case "mot17-mini" -> Footage.mot17(data);
            default ->
                throw new UserError("'" + set
                        + "' is no set: use vtest, vtest-public, mot17-mini, or a folder of compose_world.py");
        };
    }
}
