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
    ILIDS("(?:.*/)?cam(\\w+)/(person\\w+)/(?:[^/]*_)?(\\d{1,9})\\.(?:jpg|png)", Layout::sequence),
    /** {@code 0001/0001C1T0002F003.jpg} (MARS): person, camera, tracklet, frame; 00-1 is junk, 0000 a distractor. */
    MARS("(?:.*/)?(\\d{4}|00-1)C(\\d)T(\\d{4})F(\\d{3,4})\\.(?:jpg|png)", Layout::tracklet),
    /** {@code 0000/0000_003_05_0303morning_0015_0.jpg} (MSMT17): person, number, camera, time of day, frame, box. */
    MSMT17(
            "(?:.*/)?(\\d{4})_\\d{3}_(\\d{2})_\\d{4}(?:morning|noon|afternoon)_\\d+_\\d+(?:_ex)?\\.(?:jpg|png)",
            m -> Labels.of(m.group(1), m.group(2))),
    /** {@code 0001_a.jpg}, or as published {@code cam_a/person_0001.png} (PRID 2011): person, camera. */
    PRID("(?:.*/)?(?:(\\d{4})_([ab])|cam_([ab])/person_(\\d{4}))\\.(?:jpg|png)", Layout::prid),
    /** {@code 012_1_045.jpg} (VIPeR): person, camera, the angle it is seen from. */
    VIPER("(?:.*/)?(\\d{3})_([12])_(?:0{0,2}0|0?45|0?90|135|180|225|270|315)\\.(?:jpg|png|bmp)", Layout::plain),
    /** {@code 0001_2_013.jpg} (CAVIAR4REID, renamed): person, camera, number. */
    CAVIAR("(?:.*/)?(\\d{4})_([12])_\\d{3}\\.(?:jpg|png)", Layout::plain),
    /** {@code 17_1_402.jpg} (TownCentre, renamed): person, the one camera, frame; a person is one stay. */
    TOWNCENTRE(
            "(?:.*/)?(0|[1-9]\\d{0,3})_(1)_\\d+\\.(?:jpg|png)",
            m -> new Labels(m.group(1), m.group(2), m.group(1), Optional.empty(), Optional.empty())),
    /**
     * {@code 100_4_185.jpg} (3DPeS): person, sequence, frame. A sequence stands for a camera, so one person within it is no
     * match; another sequence is not always another camera.
     */
    THREE_DPES("3dpes", "(?:.*/)?(\\d{1,3})_(\\d+|B)_(?:\\d+|FRAME)\\.(?:jpg|png|bmp)", Layout::plain),
    /** {@code Ada_Lovelace/Ada_Lovelace_0001.jpg} (LFW): a folder per person, no camera. */
    LFW("(?:.*/)?([^/]+)/\\1_\\d{4}\\.(?:jpg|png)", m -> Labels.of(m.group(1), Labels.ONE_CAMERA)),
    /** {@code anna/any-name.jpg}: a folder per person, no camera; never guessed, only by this name. */
    FOLDERS("(?:.*/)?([^/]+)/[^/]+\\.(?:jpg|jpeg|png|bmp)", m -> Labels.of(m.group(1), Labels.ONE_CAMERA));

    /** Share of a folder's pictures that must be named this way. */
    private static final double RECOGNIZED = .9;

    private static final Duration FRAME = Duration.ofMillis(40);

    private final String label;
    private final Pattern pattern;
    private final Function<MatchResult, Labels> labels;

    Layout(String pattern, Function<MatchResult, Labels> labels) {
        this("", pattern, labels);
    }

    /** @param label where the constant cannot be called like the format; empty: the constant's name */
    Layout(String label, String pattern, Function<MatchResult, Labels> labels) {
        this.label = label.isEmpty() ? name().toLowerCase(Locale.ROOT) : label;
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
        return label;
    }

    /** Every format's name, for messages. */
    public static String all() {
        return Arrays.stream(values()).map(Layout::label).collect(Collectors.joining(", "));
    }

    /** The first layout that nearly all of these paths follow; empty when none is. */
    static Optional<Layout> of(Collection<String> paths) {
        return Arrays.stream(values())
                .filter(layout -> layout != FOLDERS && layout.share(paths) >= RECOGNIZED)
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

    /** One of the numbers stands where the file's own name has them, the other where the published folders do. */
    private static Labels prid(MatchResult name) {
        return name.group(1) == null
                ? Labels.of(name.group(4), name.group(3))
                : Labels.of(name.group(1), name.group(2));
    }

    private static Labels plain(MatchResult name) {
        return Labels.of(name.group(1), name.group(2));
    }

    private static Labels tracklet(MatchResult name) {
        String person = name.group(1);
        if (person.equals("00-1")) {
            return new Labels(Label.JUNK, name.group(2), "", Optional.empty(), Optional.of("junk (identity 00-1)"));
        }
        String stay = person + "C" + name.group(2) + "T" + name.group(3);
        String identity = person.matches("0+") ? Label.DISTRACTOR : person;
        return new Labels(identity, name.group(2), stay, Optional.empty(), Optional.empty());
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

        /** The camera of data sets that tell none. */
        static final String ONE_CAMERA = "1";

        static Labels of(String person, String camera) {
            return new Labels(person, camera, "", Optional.empty(), Optional.empty());
        }
    }
}
