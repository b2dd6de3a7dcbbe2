package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Dwell;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Place;
import dev.sightline.contracts.v1.RosterEntry;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MatcherTopologyTest {
    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

    private final Street street = new Street(1, 6, 0.5);
    private final List<Observation> north = street.walk("north", 0);
    private final List<Observation> south = street.walk("south", 6);

    @Test
    void shouldLinkPeopleAcrossTwoCameras() {
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            north.forEach(bench::observe);
            south.forEach(bench::observe);

            List<IdentityEvent> events = bench.read(Topics.IDENTITY_EVENTS);
            assertThat(events).filteredOn(e -> e.getType() == Type.TYPE_CREATED).hasSize(6);
            assertThat(events).filteredOn(e -> e.getType() == Type.TYPE_LINKED).hasSize(6);
            List<CameraTracks> tracks = bench.read(Topics.TRACKS);
            assertThat(tracks).hasSize(north.size() + south.size());
            assertThat(tracks).filteredOn(CameraTracks::getEndOfStream).hasSize(2);
            assertThat(bench.count("sightline.matcher.decisions", "type", "linked"))
                    .isEqualTo(6);
        }
    }

    @Test
    void shouldGoOnByNameAndSayItWhenARosterNamesAPartitionThatIsNotThere() {
        Place beyond = Place.newBuilder().setSitePartition(9).build();
        List<String> expected = outputs(inTurn(north, south));
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            inTurn(north, south)
                    .forEach(o -> bench.observe(o.toBuilder().setPlace(beyond).build()));

            assertThat(outputs(bench)).isEqualTo(expected);
            assertThat(bench.read(Topics.DEAD_LETTERS)).isEmpty();
            assertThat(bench.stageMeters.trouble())
                    .singleElement()
                    .asString()
                    .contains("has partition 9 by its roster, and there are 1", "sightline cameras add");
        }
    }

    @Test
    void shouldFindTheSiteOfWhatHasNoPlaceInTheRoster() {
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            RosterEntry nine = RosterEntry.newBuilder().setPartition(9).build();
            bench.write(Topics.ROSTERS, "site/" + north.get(0).getSiteId(), nine);

            bench.observe(north.get(0));

            // The test driver has one partition, so that the entry shows itself by the trouble with it.
            assertThat(bench.stageMeters.trouble()).singleElement().asString().contains("has partition 9");
        }
    }

    @Test
    void shouldGoOnByNameWhenARosterEntryDoesNotParse() {
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            byte[] key = ("site/" + north.get(0).getSiteId()).getBytes(StandardCharsets.UTF_8);
            bench.writeBytes(Topics.ROSTERS, key, new byte[] {0x0f, 0x1f});

            north.forEach(bench::observe);
            south.forEach(bench::observe);

            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size() + south.size());
        }
    }

    @Test
    void shouldGiveTheSameBytesWhateverArrivesFirst() {
        List<String> expected = outputs(inTurn(north, south));
        assertThat(expected).hasSizeGreaterThan(north.size() + south.size());

        for (int seed = 0; seed < 2; seed++) {
            assertThat(outputs(shuffled(new Random(seed)))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldDropRepeatedObservations() {
        List<Observation> twice = new ArrayList<>();
        inTurn(north, south).forEach(observation -> {
            twice.add(observation);
            twice.add(observation);
        });
        twice.addAll(north);

        try (Bench bench = bench("north.mp4", "south.mp4")) {
            twice.forEach(bench::observe);
            assertThat(outputs(bench)).isEqualTo(outputs(inTurn(north, south)));
            assertThat(bench.meters
                            .find("sightline.matcher.observations.ignored")
                            .counters())
                    .isNotEmpty();
        }
    }

    @Test
    void shouldPutWhatItCannotReadAsideAndGoOn() {
        byte[] key = "north".getBytes(StandardCharsets.UTF_8);
        byte[] broken = {9, 9, 9};
        Observation half = north.get(0).toBuilder()
                .setSequence(999)
                .setDetections(0, north.get(0).getDetections(0).toBuilder().setVector(vector(new float[] {1, 1})))
                .build();
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            bench.writeBytes(Topics.OBSERVATIONS, key, broken);
            bench.writeBytes(
                    Topics.OBSERVATIONS,
                    "other".getBytes(StandardCharsets.UTF_8),
                    north.get(0).toByteArray());
            inTurn(north, south).forEach(bench::observe);
            bench.observe(half);

            List<DeadLetter> letters = bench.read(Topics.DEAD_LETTERS);
            assertThat(letters)
                    .extracting(DeadLetter::getKind)
                    .startsWith("observation-unreadable", "observation-invalid");
            assertThat(letters.get(0).getValue().toByteArray()).isEqualTo(broken);
            assertThat(letters.get(0).getService()).isEqualTo("matcher");
            assertThat(letters.get(1).getReason()).contains("has the key 'other'");
            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size() + south.size());
        }
    }

    @Test
    void shouldBoundTheLettersOfACameraThatSendsNothingElse() {
        byte[] key = "north".getBytes(StandardCharsets.UTF_8);
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            for (int i = 0; i < 100; i++) {
                bench.writeBytes(Topics.OBSERVATIONS, key, new byte[] {9, 9, 9});
            }
            assertThat(bench.read(Topics.DEAD_LETTERS)).hasSize(20);

            bench.wallClock(Duration.ofMinutes(1));

            assertThat(bench.read(Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(summary -> assertThat(summary.getReason())
                            .startsWith("80 more records of kind observation-unreadable were refused"));
            String meter = "sightline.matcher.dead.letters";
            assertThat(bench.count(meter, "kind", "observation-unreadable")).isEqualTo(100);
            assertThat(bench.count(meter + ".suppressed", "kind", "observation-unreadable"))
                    .isEqualTo(80);
        }
    }

    @Test
    void shouldNotWaitForALiveCameraForEver() {
        try (Bench bench = bench("rtsp://north", "rtsp://south")) {
            bench.observe(south.get(0));
            assertThat(bench.read(Topics.TRACKS)).as("north may come at once").isEmpty();
            bench.wallClock(Duration.ofSeconds(2));
            assertThat(bench.read(Topics.TRACKS)).hasSize(1);
            Observation later = north.get(64);
            bench.observe(later);
            assertThat(bench.read(Topics.TRACKS)).isEmpty();

            bench.wallClock(Duration.ofSeconds(2));

            assertThat(bench.read(Topics.TRACKS))
                    .extracting(CameraTracks::getSequence)
                    .containsExactly(later.getSequence());
        }
    }

    @Test
    void shouldRaiseAlertsByRulesAndWatchlist() throws IOException {
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            bench.camera(Street.camera("south", "south.mp4").toBuilder()
                    .setRestricted(true)
                    .build());
            bench.write(
                    Topics.WATCHLIST,
                    "bob",
                    WatchlistEntry.newBuilder()
                            .setEntryId("bob")
                            .setName("Bob")
                            .addExemplars(WatchlistExemplar.newBuilder()
                                    .setModality(Modality.MODALITY_PERSON)
                                    .setVector(street.look(2).toMessage()))
                            .build());
            bench.write(
                    Topics.RULES,
                    "loiter",
                    AlertRule.newBuilder()
                            .setRuleId("loiter")
                            .addCameraIds("north")
                            .setCooldownUs(1_000_000_000L)
                            .setDwell(Dwell.newBuilder().setAtLeastUs(3_000_000))
                            .build());
            north.forEach(bench::observe);
            south.forEach(bench::observe);

            List<String> kinds = new ArrayList<>();
            TreeSet<String> ids = new TreeSet<>();
            for (byte[] alert : bench.read(Topics.ALERTS)) {
                var event = new ObjectMapper().readTree(alert);
                kinds.add(event.get("data").get("rule").asText() + " "
                        + event.get("data").get("camera").asText());
                ids.add(event.get("id").asText());
            }
            assertThat(kinds).filteredOn("watchlist north"::equals).hasSize(1);
            assertThat(kinds)
                    .filteredOn("watchlist south"::equals)
                    .as("cooling down")
                    .isEmpty();
            assertThat(kinds).filteredOn("unknown-person south"::equals).hasSize(5);
            assertThat(kinds).filteredOn("loiter north"::equals).hasSize(6);
            assertThat(kinds).hasSize(12);
            assertThat(ids).hasSize(12);
            assertThat(bench.read(Topics.TRACKS).stream()
                            .flatMap(t -> t.getBoxesList().stream())
                            .map(b -> b.getWatchlistId()))
                    .contains("bob");
        }
    }

    @Test
    void shouldLeaveOutUnreadableWatchlistEntriesAndGoOn() {
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            bench.writeBytes(Topics.WATCHLIST, "bad".getBytes(StandardCharsets.UTF_8), new byte[] {9, 9});
            bench.write(
                    Topics.WATCHLIST,
                    "half",
                    WatchlistEntry.newBuilder()
                            .setEntryId("half")
                            .addExemplars(WatchlistExemplar.newBuilder().setVector(vector(new float[] {1, 1})))
                            .build());
            bench.writeBytes(Topics.RULES, "bad".getBytes(StandardCharsets.UTF_8), new byte[] {9, 9});
            inTurn(north, south).forEach(bench::observe);

            assertThat(bench.read(Topics.TRACKS)).hasSize(north.size() + south.size());
        }
    }

    private static Descriptor vector(float[] notUnit) {
        ByteBuffer bytes = ByteBuffer.allocate(notUnit.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(notUnit);
        return Descriptor.newBuilder()
                .setModelId(Street.MODEL)
                .setValues(ByteString.copyFrom(bytes))
                .build();
    }

    private static List<Observation> inTurn(List<Observation> a, List<Observation> b) {
        List<Observation> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private List<Observation> shuffled(Random random) {
        List<Observation> mixed = new ArrayList<>();
        int n = 0;
        int s = 0;
        while (n < north.size() || s < south.size()) {
            boolean fromNorth = s == south.size() || n < north.size() && random.nextBoolean();
            mixed.add(fromNorth ? north.get(n++) : south.get(s++));
        }
        return mixed;
    }

    private static List<String> outputs(List<Observation> observations) {
        try (Bench bench = bench("north.mp4", "south.mp4")) {
            observations.forEach(bench::observe);
            return outputs(bench);
        }
    }

    private static List<String> outputs(Bench bench) {
        List<String> all = new ArrayList<>();
        for (Topic<String, ?> topic : OUTPUTS) {
            for (Object value : bench.read(topic)) {
                byte[] bytes = value instanceof MessageLite message ? message.toByteArray() : (byte[]) value;
                all.add(topic.noun() + " " + Base64.getEncoder().encodeToString(bytes));
            }
        }
        return all;
    }

    private static Bench bench(String north, String south) {
        Bench bench = new Bench(StagePolicies.defaults());
        bench.camera(Street.camera("north", north));
        bench.camera(Street.camera("south", south));
        return bench;
    }
}
