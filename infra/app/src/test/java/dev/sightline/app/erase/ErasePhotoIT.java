package dev.sightline.app.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.audit.AuditLines;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.enrol.Photos;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ErasureTable;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code sightline erase --photo}, with the default face models: another photo of a recorded person finds this one alone. */
class ErasePhotoIT {
    private static final String SHELDON = "shop/p1";
    private static final String RAJ = "shop/p2";

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    private Path faces = Path.of("");
    private Map<String, String> flags = Map.of();
    private Installation installation;
    private Database database;

    @BeforeEach
    void record() throws IOException {
        faces = TestData.require("faces/bbt");
        KAFKA.createTopics(1);
        flags = Map.of(
                "data.folder", folder.resolve("data").toString(),
                "kafka.bootstrap-servers", KAFKA.bootstrapServers(),
                "kafka.topic-prefix", KAFKA.clients().settings().topicPrefix());
        installation =
                Installation.open(SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags));
        database = installation.database();
        Sighting sheldon = seen(SHELDON, "sheldon/sheldon1.png");
        Sighting raj = seen(RAJ, "raj/raj1.png");
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(SHELDON, "shop", RAJ, "shop"));
            SightingWriter sightings = new SightingWriter(em);
            sightings.apply(sheldon, Map.of());
            sightings.apply(raj, Map.of());
            identities.refresh(List.of(SHELDON, RAJ));
        });
    }

    @AfterEach
    void close() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void shouldShowWhoLooksLikeThePhotoAndEraseOnlyThemWhenToldTo() {
        String photo = faces.resolve("sheldon/sheldon2.png").toString();

        String shown = run(0, "erase", "--photo", photo);

        assertThat(shown.lines().filter(line -> line.contains(SHELDON)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("same person", "yes"));
        assertThat(shown.lines().filter(line -> line.contains(RAJ)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("no").doesNotContain("same person"));
        assertThat(shown).contains("Nothing was erased");
        assertThat(new ErasureTable(database).newest(9)).isEmpty();

        assertThat(run(ExitStatus.PROBLEMS, "erase", "--photo", photo, "--yes", "--reason", "asked to"))
                .contains("of " + SHELDON + " is ")
                .doesNotContain("of " + RAJ + " is ");
        assertThat(new IdentityRepository(database).find(SHELDON)).isEmpty();
        assertThat(new IdentityRepository(database).find(RAJ)).isPresent();
        assertThat(AuditLines.of(database))
                .hasSize(3)
                .startsWith("search | photo |  |  | to erase", "search | photo |  | asked to | to erase")
                .last()
                .asString()
                .matches("identity\\.erase \\| [0-9a-f-]{36} \\| shop \\| asked to \\| ");
    }

    @Test
    void shouldEraseNobodyWhoOnlyLooksSomewhatAlike() {
        String said = run(
                0, "erase", "--yes", "--photo", faces.resolve("amy/amy1.png").toString());

        assertThat(said).contains("Nobody recorded looks enough like the photo");
        assertThat(new ErasureTable(database).newest(9)).isEmpty();
        assertThat(run(
                        ExitStatus.CANNOT_START,
                        "erase",
                        "--photo",
                        folder.resolve("none.jpg").toString()))
                .contains("none.jpg");
    }

    private Sighting seen(String identity, String face) throws IOException {
        WatchlistExemplar described = describe(faces.resolve(face));
        String tracklet = "door/7/t" + identity.substring(identity.length() - 1);
        return Sighting.newBuilder()
                .setSightingId(tracklet)
                .setIdentityId(identity)
                .setSiteId("shop")
                .setCameraId("door")
                .setSession(7)
                .setFirstSequence(1)
                .setLastSequence(9)
                .setStartTimeUs(1_700_000_000_000_000L)
                .setEndTimeUs(1_700_000_005_000_000L)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("first"))
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_FACE)
                        .setVector(described.getVector())
                        .setCameraId("door")
                        .setSession(7)
                        .setSequence(1)
                        .setCaptureTimeUs(1_700_000_000_000_000L)
                        .setQuality(.9f))
                .build();
    }

    private WatchlistExemplar describe(Path photo) throws IOException {
        try {
            return Photos.describe(installation, Map.of("who", List.of(photo)), Clock.systemUTC())
                    .getOrDefault("who", List.of())
                    .stream()
                    .filter(exemplar -> exemplar.getModality() == Modality.MODALITY_FACE)
                    .findFirst()
                    .orElseThrow(() -> new UserError(photo + " shows no face"));
        } catch (ModelException e) {
            Assumptions.assumeTrue(false, "the default face models cannot be fetched here: " + e.getMessage());
            throw e;
        }
    }

    private String run(int expected, String... arguments) {
        return CommandRun.with(flags, arguments).ended(expected);
    }
}
