package dev.sightline.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchResultsTest {
    private static final long START = 1_777_622_400_000_000L; // 2026-05-01T08:00:00Z

    @TempDir
    Path folder;

    private final BatchResults results = new BatchResults();

    @Test
    void shouldNameEveryBoxByTheIdentityItsTrackletEndedUpWith() {
        results.add(tracks("north", 1, "north/0/t1", ""));
        results.add(tracks("north", 2, "north/0/t1", "site/p1"));
        results.add(sighting("north/0/t1", "site/p1", 1, false));
        results.add(sighting("north/0/t1", "site/p1", 2, true));
        results.add(sighting("north/0/t1", "site/p7", 3, false));

        assertThat(results.rows())
                .extracting(TrackRow::frame, TrackRow::identity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "site/p7"),
                        org.assertj.core.groups.Tuple.tuple(2L, "site/p7"));
    }

    @Test
    void shouldKeepTheTrackletIdOfSomebodyWithoutIdentity() {
        results.add(tracks("north", 1, "north/0/t4", ""));

        assertThat(results.rows()).extracting(TrackRow::identity).containsExactly("north/0/t4");
    }

    @Test
    void shouldWaitForTheBoxesOfATrackletInDoubt() {
        CameraTracks.Builder guess = tracks("north", 5, "north/0/t1", "").toBuilder();
        guess.getBoxesBuilder(0).setPredicted(true);
        results.add(guess.build());
        assertThat(results.rows()).isEmpty();

        results.add(tracks("north", 6, "north/0/t2", "").toBuilder()
                .addPastBoxes(PastBox.newBuilder()
                        .setTrackletId("north/0/t2")
                        .setSequence(5)
                        .setBox(guess.getBoxes(0).getBox()))
                .build());

        assertThat(results.rows())
                .extracting(TrackRow::frame, TrackRow::identity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5L, "north/0/t2"),
                        org.assertj.core.groups.Tuple.tuple(6L, "north/0/t2"));
    }

    @Test
    void shouldPutAnIdentityInOnePlaceOfAFrame() {
        CameraTracks weak = tracks("north", 5, "north/0/t1", "");
        CameraTracks sure = tracks("north", 5, "north/0/t2", "").toBuilder()
                .setBoxes(
                        0,
                        tracks("north", 5, "north/0/t2", "").getBoxes(0).toBuilder()
                                .setScore(0.9f))
                .build();
        results.add(sure);
        results.add(weak);
        results.add(sighting("north/0/t1", "site/p1", 1, false));
        results.add(sighting("north/0/t2", "site/p1", 1, false));

        assertThat(results.rows()).extracting(TrackRow::score).containsExactly(0.9f);
    }

    @Test
    void shouldNameAPersonByTheWatchlistEntryOfAnyOfTheirTracklets() {
        results.add(sighting("north/0/t1", "site/p1", 1, false));
        results.add(sighting("south/0/t1", "site/p1", 1, false));
        results.add(sighting("south/0/t2", "site/p2", 1, false));
        results.addMatch("south/0/t1", "ada");
        CameraTracks.Builder tracks = tracks("south", 1, "south/0/t2", "site/p2").toBuilder();
        tracks.getBoxesBuilder(0).setWatchlistId("bob");
        results.add(tracks.build());

        assertThat(results.people())
                .extracting(Person::identity, Person::entries)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("site/p1", Set.of("ada")),
                        org.assertj.core.groups.Tuple.tuple("site/p2", Set.of("bob")));
    }

    @Test
    void shouldNotDependOnOrderOrRepetition() {
        BatchResults other = new BatchResults();
        Sighting first = sighting("north/0/t1", "site/p1", 1, false);
        Sighting second = sighting("north/0/t1", "site/p2", 3, false);
        results.add(tracks("north", 1, "north/0/t1", ""));
        results.add(tracks("south", 1, "south/0/t1", ""));
        results.add(first);
        results.add(second);
        other.add(second);
        other.add(tracks("south", 1, "south/0/t1", ""));
        other.add(first);
        other.add(tracks("north", 1, "north/0/t1", ""));
        other.add(tracks("north", 1, "north/0/t1", ""));

        assertThat(other.rows()).isEqualTo(results.rows());
    }

    @Test
    void shouldKeepEventsOfOneTimeInTheOrderInWhichTheSiteSaidThem() {
        for (String id : List.of("e3", "e1", "e3", "e2")) {
            results.add(
                    IdentityEvent.newBuilder().setEventId(id).setSiteId("site").build());
        }

        assertThat(results.events()).extracting(IdentityEvent::getEventId).containsExactly("e3", "e1", "e2");
    }

    @Test
    void shouldWriteTheFourFiles() throws IOException {
        results.add(tracks("north", 1, "north/0/t1", "site/p1"));
        results.add(sighting("north/0/t1", "site/p1", 1, false));
        results.add(IdentityEvent.newBuilder()
                .setEventId("e1")
                .setIdentityId("site/p1")
                .build());
        results.addAlert("a", "{\"id\":\"a\"}");

        Files.createDirectories(folder.resolve("crops"));
        Files.writeString(folder.resolve("crops/site_p9--old_0_t1.jpg"), "of an earlier run");

        results.write(folder);

        assertThat(Files.readString(folder.resolve("tracks.csv")))
                .isEqualTo("camera,identity,frame,x,y,w,h,score,tracklet,time\n"
                        + "north,site/p1,1,1.00,2.00,3.00,4.00,0.5000,north/0/t1,2026-05-01T08:00:00.100Z\n");
        assertThat(folder.resolve("crops")).isEmptyDirectory();
        assertThat(Files.readString(folder.resolve("sightings.jsonl"))).contains("\"identity_id\":\"site/p1\"");
        assertThat(Files.readString(folder.resolve("events.jsonl"))).contains("\"event_id\":\"e1\"");
        assertThat(Files.readString(folder.resolve("alerts.jsonl"))).isEqualTo("{\"id\":\"a\"}\n");
        assertThat(results.people()).extracting(Person::identity).containsExactly("site/p1");
        assertThat(results.frames("north")).isEqualTo(new CameraFrames("north", 1, START + 100_000, START + 100_000));
    }

    private static CameraTracks tracks(String camera, long frame, String tracklet, String identity) {
        return CameraTracks.newBuilder()
                .setCameraId(camera)
                .setSequence(frame)
                .setCaptureTimeUs(START + frame * 100_000)
                .addBoxes(TrackedBox.newBuilder()
                        .setTrackletId(tracklet)
                        .setIdentityId(identity)
                        .setScore(0.5f)
                        .setBox(Box.newBuilder().setX(1).setY(2).setWidth(3).setHeight(4)))
                .build();
    }

    private static Sighting sighting(String tracklet, String identity, int revision, boolean withdrawn) {
        return Sighting.newBuilder()
                .setSightingId(tracklet)
                .setCameraId(tracklet.substring(0, tracklet.indexOf('/')))
                .setIdentityId(identity)
                .setRevision(revision)
                .setWithdrawn(withdrawn)
                .build();
    }
}
