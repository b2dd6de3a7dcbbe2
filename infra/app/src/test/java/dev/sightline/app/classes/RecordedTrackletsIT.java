package dev.sightline.app.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.embedder.words.PersonClass;
import dev.sightline.store.audit.AuditEntry;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.audit.AuditQuery;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.sighting.SightingWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Classes over the tracklets of a database. */
class RecordedTrackletsIT {
    private static final ClassMembers COURIERS = new ClassMembers(
            List.of(new PersonClass(
                    "courier",
                    "3 crops",
                    UnitVector.normalize("body@1", new float[] {1, 0}, 1),
                    0,
                    .2,
                    new AnswerOdds(2, -2))),
            .2);

    @TempDir
    private Path folder;

    private Database database;

    private record Run(int status, String out) {}

    @BeforeEach
    void open() {
        database = Database.open(DatabaseSettings.embedded(folder.resolve("database")));
        database.execute(em -> {
            new IdentityWriter(em).ensure(Map.of("hall/p1", "hall", "hall/p2", "hall", "hall/p3", "hall"));
            SightingWriter sightings = new SightingWriter(em);
            sightings.apply(sighting("door", 1, "body@1", 1, .1f), Map.of());
            sightings.apply(sighting("door", 2, "body@1", -.3f, 1), Map.of());
            sightings.apply(sighting("yard", 3, "body@2", 1, 0), Map.of());
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldSayWhoBelongsToAClassAndWhoToNone() {
        Run door = apply("--recorded", "--camera", "door", "--reason", "deliveries");

        assertThat(door.out)
                .containsPattern("door/1/t1 +hall/p1 +door .* courier +1\\.00 +0\\.00")
                .containsPattern("door/1/t2 +hall/p2 +door .* none of these +1\\.00")
                .contains("courier: 1 of 2 tracklets.", "none of these: 1 of 2 tracklets.")
                .doesNotContain("yard");
        assertThat(door.status).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void shouldCountTrackletsThatAnotherModelDescribed() {
        Run all = apply("--recorded", "--reason", "deliveries");

        assertThat(all.status).isEqualTo(ExitStatus.PROBLEMS);
        assertThat(all.out)
                .contains("not described by body@1, which the classes are for; left out")
                .contains("courier: 1 of 2 tracklets.");
    }

    @Test
    void shouldSayThatThereAreMoreAndWriteDownWhoLooked() {
        Run newest = apply("--recorded", "--reason", "deliveries", "--limit", "1", "--site", "hall");

        assertThat(newest.out).contains("Only the newest 1 tracklets; there are more");
        List<AuditEntry> entries = new AuditLog(database, Clock.systemUTC())
                .newest(new AuditQuery(
                        Optional.empty(), Optional.of("classes.apply"), Optional.empty(), Long.MAX_VALUE, 10));
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).event().object()).isEqualTo("courier");
        assertThat(entries.get(0).event().reason()).isEqualTo("deliveries");
        assertThat(entries.get(0).event().site()).isEqualTo("hall");
    }

    private Run apply(String... options) {
        RecordedTracklets recorded = new RecordedTracklets();
        new CommandLine(recorded).parseArgs(options);
        recorded.require();
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(CommandSpec.create())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true));
        Outcome outcome = Outcome.of(command.getCommandSpec(), new JsonOption());
        recorded.apply(COURIERS, database, outcome);
        return new Run(outcome.end(), out.toString());
    }

    private static Sighting sighting(String camera, int number, String model, float... looks) {
        long startUs = 1_772_366_400_000_000L + number * 1_000_000L;
        return Sighting.newBuilder()
                .setSightingId(camera + "/1/t" + number)
                .setIdentityId("hall/p" + number)
                .setSiteId("hall")
                .setCameraId(camera)
                .setSession(1)
                .setStartTimeUs(startUs)
                .setEndTimeUs(startUs + 500_000)
                .setClosed(true)
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setQuality(.9f)
                        .setCameraId(camera)
                        .setVector(UnitVector.normalize(model, looks, .9f).toMessage()))
                .build();
    }
}
