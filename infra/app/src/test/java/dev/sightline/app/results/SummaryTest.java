package dev.sightline.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import dev.sightline.platform.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and programs read at the end: the summary, its JSON, the report. */
class SummaryTest {
    private static final long START = 1_777_622_400_000_000L; // 2026-05-01T08:00:00Z
    private static final long YEAR_2000 = 946_684_800_000_000L;
    private static final Problem PROBLEM =
            new Problem("camera south", "ends-early", "ends after 3 of 9 frames & <more>", 2, "copy it again");

    private final BatchResults results = new BatchResults();

    @BeforeEach
    void addTwoPeople() {
        addPeople(START);
    }

    private void addPeople(long start) {
        results.add(sighting("north/0/t1", "site/p1", start, 12_000_000, "first"));
        results.add(sighting("south/0/t1", "site/p1", start + 60_000_000, 20_000_000, "second"));
        results.add(sighting("north/0/t2", "site/p2", start + 5_000_000, 100_000, "third"));
        results.addMatch("south/0/t1", "ada-id");
        results.add(CameraTracks.newBuilder()
                .setCameraId("north")
                .setSequence(1)
                .setCaptureTimeUs(start)
                .addBoxes(TrackedBox.newBuilder().setTrackletId("north/0/t1").setBox(Box.getDefaultInstance()))
                .build());
    }

    @Test
    void shouldSayWhoWasWhereWhenAndHowLong() {
        String text = SummaryText.of(results, facts("", List.of()), 10);

        assertThat(text.lines())
                .startsWith("2 identities, 1 of them on more than one camera; 1 box, 0 alerts.")
                .contains(
                        "identity       cameras       first seen           last seen            in view",
                        "site/p1 (Ada)  north, south  2026-05-01 08:00:00  2026-05-01 08:01:20  32.0 s",
                        "site/p2        north         2026-05-01 08:00:05  2026-05-01 08:00:05  0.1 s",
                        "Times are UTC.",
                        "  Ada: seen as site/p1: north 2026-05-01 08:00:00 to 2026-05-01 08:00:12 (12.0 s);"
                                + " south 2026-05-01 08:01:00 to 2026-05-01 08:01:20 (20.0 s)",
                        "  Bob: not seen")
                .noneMatch(line -> line.contains("INCOMPLETE") || line.contains("problem"));
    }

    @Test
    void shouldCountFromTheBeginOfRecordingsWithoutADate() {
        BatchResults undated = new BatchResults();
        undated.add(sighting("north/0/t1", "site/p1", YEAR_2000 + 61_500_000, 2_000_000, ""));
        undated.add(CameraTracks.newBuilder()
                .setCameraId("north")
                .setSequence(1)
                .setCaptureTimeUs(YEAR_2000)
                .build());

        assertThat(SummaryText.of(undated, facts("", List.of()), 10)).contains("0:01:01.5", "0:01:03.5", "--start");
    }

    @Test
    void shouldSayWhatWentWrongAndWhatIsMissing() {
        String text = SummaryText.of(results, facts("stopped before the end of camera south", List.of(PROBLEM)), 1);

        assertThat(text.lines())
                .startsWith("INCOMPLETE: stopped before the end of camera south")
                .contains(
                        "… and 1 more in summary.txt",
                        "1 problem:",
                        "  camera south: ends after 3 of 9 frames & <more> (2 times)",
                        "    What to do: copy it again");
    }

    @Test
    void shouldSayTheSameToPrograms() throws IOException {
        String line = SummaryJson.of(results, facts("", List.of(PROBLEM)), List.of("tracks.csv"));

        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(line).doesNotContain("\n");
        assertThat(json.at("/complete").asBoolean()).isTrue();
        assertThat(json.at("/files/0").asText()).isEqualTo("tracks.csv");
        assertThat(json.at("/cameras/0/frames").asInt()).isEqualTo(1);
        assertThat(json.at("/identities/0/identity").asText()).isEqualTo("site/p1");
        assertThat(json.at("/identities/0/in_view_seconds").asDouble()).isEqualTo(32);
        assertThat(json.at("/identities/0/stays/1/start").asText()).isEqualTo("2026-05-01T08:01:00.000Z");
        assertThat(json.at("/looked_for/0/identities/0").asText()).isEqualTo("site/p1");
        assertThat(json.at("/looked_for/1/identities")).isEmpty();
    }

    @Test
    void shouldShowItInAPageThatNeedsNothingElse() {
        String page = HtmlReport.of(results, facts("stopped <early>", List.of(PROBLEM)));

        assertThat(page)
                .contains("default-src 'none'", "data:image/jpeg;base64,Zmlyc3Q=", "prefers-color-scheme: dark")
                .contains("stopped &lt;early&gt;", "ends after 3 of 9 frames &amp; &lt;more&gt;", "copy it again")
                .contains("<mark>Ada</mark>", "not seen", "<svg", "person-sightline@3")
                .doesNotContain("<script", "http://", "https://", "<early>", "src=\"/");
        assertThat(page.split("<rect", -1)).hasSize(4);
    }

    @Test
    void shouldKeepThePageSmallHoweverManyPeopleThereAre() {
        for (int i = 0; i < 1000; i++) {
            results.add(sighting("north/0/x" + i, "site/x" + i, START + i, 1_000, "p".repeat(90_000)));
        }

        String page = HtmlReport.of(results, facts("", List.of()));

        assertThat(page.length()).isLessThan(10_000_000);
        assertThat(page).contains("more people are in sightings.jsonl", "The first 120 of 1002 people");
    }

    private static RunFacts facts(String incomplete, List<Problem> problems) {
        Map<String, String> lookedFor = new TreeMap<>(Map.of("ada-id", "Ada", "bob-id", "Bob"));
        return new RunFacts(
                "/results",
                List.of("north", "south"),
                lookedFor,
                Map.of("model", "person-sightline@3"),
                incomplete,
                problems);
    }

    private static Sighting sighting(String tracklet, String identity, long start, long length, String crop) {
        return Sighting.newBuilder()
                .setSightingId(tracklet)
                .setCameraId(tracklet.substring(0, tracklet.indexOf('/')))
                .setIdentityId(identity)
                .setStartTimeUs(start)
                .setEndTimeUs(start + length)
                .addExemplars(Exemplar.newBuilder().setCropJpeg(ByteString.copyFromUtf8(crop)))
                .build();
    }
}
