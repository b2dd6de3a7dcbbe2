package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.topology.Promotions.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Another descriptor model takes over in a running matcher, seen from its topics. */
class TopologyModelChangeTest {
    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);
    private static final double ANNOUNCED = 8.45;
    private static final double SWITCHED = 9.05;

    private final Street street = new Street(1, 6, 0.5);
    private final List<Observation> north = street.walk("north", 0);
    private final List<Observation> south = street.walk("south", 6);

    @Test
    void shouldKeepEverybodysIdentityOverTheSwitch() {
        Run plain = new Run(new Promotions(List.of(new Stage(0, Promotions.OLD, ""))));
        plain.all(s -> true);
        Run changed = new Run(Promotions.one(ANNOUNCED, SWITCHED));
        changed.all(s -> true);

        assertThat(plain.identities()).hasSize(12);
        assertThat(new TreeSet<>(plain.identities().values())).hasSize(6);
        assertThat(changed.identities())
                .as("every tracklet has the identity it has without a switch")
                .isEqualTo(plain.identities());
        assertThat(changed.bench
                        .meters
                        .get("sightline.matcher.switches")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(changed.bench.count("sightline.matcher.switched.exemplars", "outcome", "described"))
                .isPositive();
        assertThat(changed.bench.count("sightline.matcher.redescriptions", "outcome", "filled"))
                .isPositive();
        assertThat(changed.events(Type.TYPE_LINKED))
                .anySatisfy(e -> assertThat(e.getEvidence().getComparisons(0).getModelId())
                        .isEqualTo(Promotions.NEW));
        assertThat(changed.events(Type.TYPE_LINKED))
                .allSatisfy(e -> assertThat(e.getEvidence().getComparisonsList())
                        .extracting(c -> c.getModelId())
                        .containsOnly(e.getEventTimeUs() < SWITCHED * 1e6 ? Promotions.OLD : Promotions.NEW));
        changed.close();
        plain.close();
    }

    @Test
    void shouldCreateAgainWhomTheJobDidNotReachAndCountThem() {
        Run reached = new Run(Promotions.one(ANNOUNCED, SWITCHED));
        reached.all(s -> true);
        String third = reached.identities().get("north/0/t3");
        Run missed = new Run(Promotions.one(ANNOUNCED, SWITCHED));
        missed.all(s -> !s.getIdentityId().equals(third));

        assertThat(missed.identities().get("north/0/t3")).isEqualTo(third);
        assertThat(new TreeSet<>(missed.identities().values())).hasSize(7);
        assertThat(missed.bench
                        .meters
                        .get("sightline.matcher.switched.bare")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(missed.bench.count("sightline.matcher.switched.exemplars", "outcome", "dropped"))
                .isGreaterThan(reached.bench.count("sightline.matcher.switched.exemplars", "outcome", "dropped"));
        reached.close();
        missed.close();
    }

    @Test
    void shouldSwitchAtTheSameFrameInAReplayThatReadsTheDescriptionsFirst() {
        Run live = new Run(Promotions.one(ANNOUNCED, SWITCHED));
        live.all(s -> true);

        Run replay = new Run(Promotions.one(ANNOUNCED, SWITCHED));
        replay.bench.write(Topics.MODELS, "person-descriptor", assignment(Promotions.NEW, "", SWITCHED));
        live.described.forEach(replay::write);
        replay.feed(0, 100);
        replay.drain();

        assertThat(replay.outputs).isEqualTo(live.outputs);
        assertThat(replay.bench.count("sightline.matcher.redescriptions", "outcome", "waiting"))
                .isPositive();
        live.close();
        replay.close();
    }

    @Test
    void shouldRollBackTheSameWay() {
        Promotions thereAndBack = new Promotions(List.of(
                new Stage(0, Promotions.OLD, ""),
                new Stage(6.5, Promotions.OLD, Promotions.NEW),
                new Stage(8, Promotions.NEW, ""),
                new Stage(9.5, Promotions.NEW, Promotions.OLD),
                new Stage(11, Promotions.OLD, "")));
        Run run = new Run(thereAndBack);
        run.feed(0, 7);
        run.redescribe(s -> true, Promotions.NEW);
        run.feed(7, 10);
        run.redescribe(s -> true, Promotions.OLD);
        run.feed(10, 100);
        run.drain();

        assertThat(run.bench.meters.get("sightline.matcher.switches").counter().count())
                .isEqualTo(2);
        assertThat(new TreeSet<>(run.identities().values())).hasSize(6);
        run.close();
    }

    @Test
    void shouldLookTheCalibrationUpWhenTheModelIsAssigned() {
        TreeSet<String> asked = new TreeSet<>();
        try (Bench bench = new Bench(StagePolicies.defaults(), new Scales((String model) -> {
            asked.add(model);
            return Street.calibrations(model);
        }))) {
            bench.write(Topics.MODELS, "person-descriptor", assignment(Promotions.OLD, Promotions.NEW, 0));
            bench.observe(north.get(0));

            assertThat(asked).containsExactly(Promotions.OLD, Promotions.NEW);
        }
    }

    @Test
    void shouldPutDescriptionsAsideThatAreNone() {
        Run run = new Run(Promotions.one(ANNOUNCED, SWITCHED));
        byte[] site = Street.SITE.getBytes(StandardCharsets.UTF_8);
        Redescription whole = Redescription.newBuilder().setSiteId(Street.SITE).build();
        run.bench.writeBytes(Topics.REDESCRIPTIONS, site, new byte[] {9, 9, 9});
        run.bench.writeBytes(Topics.REDESCRIPTIONS, "other".getBytes(StandardCharsets.UTF_8), whole.toByteArray());
        run.bench.write(
                Topics.REDESCRIPTIONS,
                Street.SITE,
                whole.toBuilder()
                        .addExemplars(RedescribedExemplar.newBuilder()
                                .setTrackletId("t")
                                .setVector(Descriptor.newBuilder().setModelId(Promotions.NEW)))
                        .build());
        run.bench.write(Topics.REDESCRIPTIONS, Street.SITE, whole);
        run.all(s -> true);

        assertThat(run.bench.read(Topics.DEAD_LETTERS))
                .extracting(DeadLetter::getKind)
                .containsExactly("redescription-unreadable", "redescription-invalid", "redescription-invalid");
        assertThat(new TreeSet<>(run.identities().values())).hasSize(6);
        run.close();
    }

    @Test
    void shouldNeverCompareAcrossModelsWhateverComesWhen() {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            Bench bench = new Bench(StagePolicies.defaults());
            bench.camera(Street.camera("north", random.nextBoolean() ? "rtsp://north" : "north.mp4"));
            bench.camera(Street.camera("south", "rtsp://south"));
            List<Observation> frames = new ArrayList<>(north);
            frames.addAll(south);
            // Cameras run apart, so frames come late; embedders change over at times of their own.
            frames.sort(Comparator.comparingDouble(
                    (Observation f) -> f.getCaptureTimeUs() + (f.getCameraId().equals("south") ? 3e6 : 0)));
            Promotions chainNorth = chain(random);
            Promotions chainSouth = random.nextInt(4) == 0 ? chain(random) : chainNorth;
            List<Sighting> sightings = new ArrayList<>();
            for (Observation frame : frames) {
                Promotions chain = frame.getCameraId().equals("north") ? chainNorth : chainSouth;
                Stage stage = chain.at(frame.getCaptureTimeUs());
                bench.observe(Promotions.describe(frame, stage, d -> random.nextInt(5) > 0));
                sightings.addAll(bench.read(Topics.SIGHTINGS));
                if (random.nextInt(20) == 0 && !sightings.isEmpty()) {
                    Sighting some = sightings.get(random.nextInt(sightings.size()));
                    String model = stage.next().isEmpty() ? "generated@3" : stage.next();
                    bench.write(Topics.REDESCRIPTIONS, Street.SITE, Promotions.redescription(List.of(some), model));
                }
                if (random.nextInt(10) == 0) {
                    bench.wallClock(Duration.ofMillis(700));
                }
            }
            bench.wallClock(Duration.ofSeconds(5));
            bench.wallClock(Duration.ofSeconds(5));

            assertThat(bench.read(Topics.TRACKS)).as("seed %d", seed).hasSize(frames.size());
            assertThat(bench.read(Topics.DEAD_LETTERS)).as("seed %d", seed).isEmpty();
            bench.close();
        }
    }

    /** Promotions, rollbacks and unannounced changes among three models. */
    private static Promotions chain(Random random) {
        List<Stage> stages = new ArrayList<>();
        String serving = Promotions.OLD;
        double time = 0;
        stages.add(new Stage(time, serving, ""));
        for (int i = 0; i < 4; i++) {
            String next = "generated@" + (1 + random.nextInt(3));
            time += 1 + random.nextDouble() * 3;
            if (random.nextInt(4) > 0 && !next.equals(serving)) {
                stages.add(new Stage(time, serving, next));
                time += random.nextDouble() * 2;
            }
            serving = next;
            stages.add(new Stage(time, serving, ""));
        }
        return new Promotions(stages);
    }

    private static ModelAssignment assignment(String serving, String next, double switchSeconds) {
        ModelAssignment.Builder assignment = ModelAssignment.newBuilder()
                .setTask("person-descriptor")
                .setServing(ModelReference.newBuilder().setModelId(serving))
                .setSwitchTimeUs((long) (switchSeconds * 1e6));
        return next.isEmpty()
                ? assignment.build()
                : assignment
                        .setNext(ModelReference.newBuilder().setModelId(next))
                        .build();
    }

    /** One matcher with its two cameras, fed in the order of capture time; keeps what came out. */
    private final class Run {
        final Bench bench = new Bench(StagePolicies.defaults());
        final Map<String, List<String>> outputs = new TreeMap<>();
        final List<Redescription> described = new ArrayList<>();
        private final List<Sighting> sightings = new ArrayList<>();
        private final List<IdentityEvent> events = new ArrayList<>();
        private final List<Observation> frames = new ArrayList<>();

        Run(Promotions promotions) {
            bench.camera(Street.camera("north", "north.mp4"));
            bench.camera(Street.camera("south", "south.mp4"));
            frames.addAll(promotions.describe(north));
            frames.addAll(promotions.describe(south));
            frames.sort(
                    Comparator.comparingLong(Observation::getCaptureTimeUs).thenComparing(Observation::getCameraId));
        }

        /** The whole footage; the job runs while the next model describes beside. */
        void all(Predicate<Sighting> reached) {
            feed(0, 8.8);
            redescribe(reached, Promotions.NEW);
            feed(8.8, 100);
            drain();
        }

        void feed(double fromSeconds, double untilSeconds) {
            frames.stream()
                    .filter(f -> f.getCaptureTimeUs() >= fromSeconds * 1e6 && f.getCaptureTimeUs() < untilSeconds * 1e6)
                    .forEach(bench::observe);
        }

        /** The newest of every sighting whose tracklet has one, as the database would hold them. */
        void redescribe(Predicate<Sighting> reached, String model) {
            drain();
            Map<String, Sighting> newest = new LinkedHashMap<>();
            sightings.stream().filter(reached).forEach(s -> newest.put(s.getSightingId(), s));
            Redescription all = Promotions.redescription(newest.values(), model);
            described.add(all);
            write(all);
            write(all);
        }

        void write(Redescription redescription) {
            bench.write(Topics.REDESCRIPTIONS, Street.SITE, redescription);
        }

        void drain() {
            for (Topic<String, ?> topic : OUTPUTS) {
                for (Object value : bench.read(topic)) {
                    byte[] bytes = value instanceof MessageLite message ? message.toByteArray() : (byte[]) value;
                    outputs.computeIfAbsent(topic.noun(), t -> new ArrayList<>())
                            .add(Base64.getEncoder().encodeToString(bytes));
                    if (value instanceof Sighting sighting) {
                        sightings.add(sighting);
                    } else if (value instanceof IdentityEvent event) {
                        events.add(event);
                    }
                }
            }
        }

        Collection<IdentityEvent> events(Type type) {
            return events.stream().filter(e -> e.getType() == type).toList();
        }

        /** By tracklet. */
        Map<String, String> identities() {
            Map<String, String> identities = new TreeMap<>();
            sightings.stream()
                    .filter(s -> !s.getWithdrawn())
                    .forEach(s -> identities.put(s.getSightingId(), s.getIdentityId()));
            return identities;
        }

        void close() {
            bench.close();
        }
    }
}
