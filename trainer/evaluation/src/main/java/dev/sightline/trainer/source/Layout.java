package dev.sightline.trainer.source;

import dev.sightline.trainer.evaluate.retrieval.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How public data sets name their pictures. */
public enum Layout {
    /** {@code 0002_c1s1_000451_03.jpg}: person, camera and sequence, frame, box; -1 is junk, 0000 a distractor. */
    MARKET1501("(?:.*/)?(-1|\\d{4,})_c(\\d+)s\\d+_\\d+_\\d+\\.(?:jpg|png)(?:\\.jpg)?", Layout::market),
    /** {@code 0641_07.jpg}: person, number; 00 to 04 were taken by camera 1, 05 to 09 by camera 2. */
    CUHK03("(?:.*/)?(\\d{4})_0(\\d)\\.(?:jpg|png)", m -> Labels.of(m.group(1), half(m.group(2), 5))),
    /** {@code 0001003.jpg}: person, number; 001 and 002 were taken by camera 1, 003 and 004 by camera 2. */
    CUHK01("(?:.*/)?(\\d{4})00([1-4])\\.(?:jpg|png)", m -> Labels.of(m.group(1), half(m.group(2), 3))),
    /** {@code 001/02_5.png}: a folder per person; camera, orientation. */
    PKU("(?:.*/)?(\\d{1,4})/0?(\\d{1,2})_\\d{1,2}\\.(?:jpg|png)", m -> Labels.of(m.group(1), m.group(2))),
    /**
     * {@code cam1/person001/cam1_person001_00317.jpg}: a tracklet per camera and person, frame numbers at 25 a second.
     */
    ILIDS("(?:.*/)?cam(\\w+)/(person\\w+)/(?:[^/]*_)?(\\d{1,9})\\.(?:jpg|png)", Layout::sequence);

    /** Share of a folder's pictures that must be named this way. */
    private static final double RECOGNIZED = .9;

    private static final Duration FRAME = Duration.ofMillis(40);

    private final Pattern pattern;
    private final Function<MatchResult, Labels> labels;

    Layout(String pattern, Function<MatchResult, Labels> labels) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        this.labels = labels;
    }

    /** The layout of that name, in any case. */
    public static Layout named(String name) {
        return Arrays.stream(values())
                .filter(l -> l.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format '" + name + "' is unknown; allowed: " + all()));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String all() {
        return Arrays.stream(values()).map(Layout::label).collect(Collectors.joining(", "));
    }

    /** The layout that nearly all of these paths follow; empty when none is. */
    static Optional<Layout> of(Collection<String> paths) {
        return Arrays.stream(values())
                .filter(layout -> layout.share(paths) >= RECOGNIZED)
                .findFirst();
    }

    /** What a path, relative to the data set's folder, with / between folders, says; empty when it is named otherwise. */
    Optional<Labels> read(String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? Optional.of(labels.apply(matcher.toMatchResult())) : Optional.empty();
    }

    private double share(Collection<String> paths) {
        long fitting = paths.stream().filter(p -> pattern.matcher(p).matches()).count();
        return paths.isEmpty() ? 0 : (double) fitting / paths.size();
    }

    private static Labels market(MatchResult name) {
        String person = name.group(1);
        if (person.equals("-1")) {
            return new Labels(Label.JUNK, name.group(2), "", Optional.empty(), Optional.of("junk (identity -1)"));
        }
        return Labels.of(person.matches("0+") ? Label.DISTRACTOR : person, name.group(2));
    }

    private static Labels sequence(MatchResult name) {
        Instant time = Instant.EPOCH.plus(FRAME.multipliedBy(Long.parseLong(name.group(3))));
        return new Labels(name.group(2), name.group(1), name.group(2), Optional.of(time), Optional.empty());
    }

    private static String half(String number, int second) {
        return Integer.parseInt(number) < second ? "1" : "2";
    }

    /**
     * What a file name says.
     *
     * @param person whom it shows, within the site
     * @param camera which camera
     * @param tracklet the unbroken stay, empty when not known
     * @param time when, by a clock of the camera's own
     * @param leftOut why the data set itself says not to use it
     */
    record Labels(String person, String camera, String tracklet, Optional<Instant> time, Optional<String> leftOut) {

        static Labels of(String person, String camera) {
            return new Labels(person, camera, "", Optional.empty(), Optional.empty());
        }
    }
}
