package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Setting cameras up, and models: who may, what is done, and what the pages show. */
class CameraDeskIT extends ConsoleFixture {
    private static final String CAMERAS = "/api/v1/cameras";

    private Browser root;

    @BeforeEach
    void addUsers() throws Exception {
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("local", Role.ENGINEER, HALL);
        console.user("boss", Role.SUPERVISOR, Scope.ALL);
        root = as("root");
    }

    @Test
    void shouldAddChangePauseCoverAndRemoveACamera() throws Exception {
        HttpResponse<String> added = root.write(
                "POST",
                CAMERAS,
                "{\"camera\":\"door\",\"site\":\"hall\",\"source\":\"rtsp://joe:secret@door/1\",\"fps\":5}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).contains("rtsp://***@door/1").doesNotContain("secret");
        assertThat(camera("door").getLive()).isTrue();

        JsonNode changed = Browser.read(root.write(
                "PATCH",
                CAMERAS + "/door",
                "{\"source\":\"\",\"paused\":true,\"restricted\":true,\"mask\":[{\"corners\":"
                        + "[{\"x\":0,\"y\":0},{\"x\":0.5,\"y\":0},{\"x\":0,\"y\":0.25}]}]}"));

        assertThat(changed.path("paused").asBoolean()).isTrue();
        assertThat(changed.at("/mask/0/corners/1/x").asDouble()).isEqualTo(0.5);
        assertThat(camera("door").getSource()).as("an empty address stays").isEqualTo("rtsp://joe:secret@door/1");
        assertThat(camera("door").getSampleFps()).isEqualTo(5);
        assertThat(camera("door").getMask(0).getPoints(2).getY()).isEqualTo(0.25f);
        assertThat(root.get("/cameras/door").body())
                .contains("data-mask=", "0.25")
                .doesNotContain("secret");
        assertThat(root.write("DELETE", CAMERAS + "/door", "").statusCode()).isEqualTo(204);
        assertThat(root.get(CAMERAS + "/door").statusCode()).isEqualTo(404);
        assertThat(audited("camera")).hasSize(3).noneMatch(detail -> detail.contains("secret"));
    }

    @Test
    void shouldRefuseWhatIsNoCamera() throws Exception {
        for (String body : List.of(
                "{\"camera\":\"../x\",\"site\":\"hall\",\"source\":\"rtsp://a/\"}",
                "{\"camera\":\"x\",\"site\":\"hall\",\"source\":\"/etc/passwd\"}",
                "{\"camera\":\"x\",\"site\":\"hall\",\"source\":\"file:///etc/passwd\"}",
                "{\"camera\":\"x\",\"site\":\"hall\",\"source\":\"gopher://a/\"}",
                "{\"camera\":\"x\",\"site\":\"hall\",\"source\":\"rtsp://a/\",\"fps\":-1}")) {
            assertThat(root.write("POST", CAMERAS, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(root.write("POST", CAMERAS, "{\"camera\":\"north\",\"site\":\"hall\",\"source\":\"rtsp://a/\"}")
                        .statusCode())
                .isEqualTo(409);
        for (String mask : List.of(
                "[{\"corners\":[{\"x\":0,\"y\":0},{\"x\":1,\"y\":1}]}]",
                "[{\"corners\":[{\"x\":0,\"y\":0},{\"x\":2,\"y\":0},{\"x\":0,\"y\":1}]}]",
                "[{}]")) {
            assertThat(root.write("PATCH", CAMERAS + "/north", "{\"mask\":" + mask + "}")
                            .statusCode())
                    .as(mask)
                    .isEqualTo(400);
        }
        assertThat(camera("north").getMaskCount()).isZero();
    }

    @Test
    void shouldShowATestPictureOrSayWhyThereIsNone() throws Exception {
        HttpResponse<String> picture =
                root.write("POST", CAMERAS + "/test-picture", "{\"source\":\"http://joe:secret@picture/\"}");
        assertThat(picture.body()).isEqualTo(new String(TestConsole.CROP, StandardCharsets.UTF_8));

        HttpResponse<String> none = root.write("POST", CAMERAS + "/test-picture", "{\"source\":\"rtsp://nobody/\"}");
        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.body()).contains("nobody answers");
        assertThat(root.write("POST", CAMERAS + "/test-picture", "{\"source\":\"/etc/passwd\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(audited("camera.test")).hasSize(2).noneMatch(detail -> detail.contains("secret"));
    }

    @Test
    void shouldLetOnlyEngineersOfTheSiteChangeCameras() throws Exception {
        Browser boss = as("boss");
        Browser local = as("local");

        assertThat(boss.write("PATCH", CAMERAS + "/north", "{\"paused\":true}").statusCode())
                .isEqualTo(403);
        assertThat(boss.get("/cameras").body()).contains("north").doesNotContain("Add a camera", "rtsp://");
        assertThat(boss.get("/cameras/north").statusCode()).isEqualTo(403);
        assertThat(local.write("PATCH", CAMERAS + "/gate", "{\"paused\":true}").statusCode())
                .isEqualTo(404);
        assertThat(local.write("POST", CAMERAS, "{\"camera\":\"x\",\"site\":\"yard\",\"source\":\"rtsp://a/\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(local.write("POST", "/api/v1/models/promotions", "{\"model\":\"challenger\"}")
                        .statusCode())
                .as("a model serves all sites")
                .isEqualTo(403);
    }

    @Test
    void shouldTellCamerasApartThatWereNeverOpenedOrAreOffline() throws Exception {
        status("north", CameraStatus.State.STATE_UNREACHABLE, 0);
        status("south", CameraStatus.State.STATE_UNREACHABLE, 9);
        status("gate", CameraStatus.State.STATE_DEGRADED, 9);

        assertThat(root.get("/cameras").body())
                .contains(">never opened<", ">offline<", ">behind<", "<b class=\"skipped\">4</b>");
    }

    @Test
    void shouldChangeModelsOnceAtATimeWithAReason() throws Exception {
        assertThat(root.get("/models").body()).contains("No model is registered");

        HttpResponse<String> begun =
                root.write("POST", "/api/v1/models/promotions", "{\"model\":\"person@2\",\"force\":\"agreed\"}");

        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(Browser.read(begun).path("running").asBoolean()).isTrue();
        assertThat(root.write("POST", "/api/v1/models/promotions", "{\"model\":\"person@3\"}")
                        .statusCode())
                .isEqualTo(409);
        root.write("POST", "/api/v1/models/rollbacks", "{\"task\":\"person-descriptor\",\"reason\":\"night\"}");
        assertThat(console.rollouts.asked)
                .containsExactly("promote person@2 agreed root", "rollback person-descriptor night root");
        assertThat(root.get("/models").body()).contains("under way", "re-embedding", "3 of 10 stored pictures");
        assertThat(audited("model.promote")).isNotEmpty();
        assertThat(as("boss").get("/models").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldLetASiteLearnOnAndCancelThat() throws Exception {
        String adaptations = "/api/v1/models/adaptations";

        assertThat(root.write("POST", adaptations, "{\"site\":\"attic\"}").body())
                .contains("there are [hall, yard]");
        assertThat(root.write("DELETE", adaptations, "").statusCode()).isEqualTo(409);
        assertThat(root.write("POST", adaptations, "{\"site\":\"hall\"}").statusCode())
                .isEqualTo(202);
        assertThat(root.get("/models").body()).contains("Cancel", "<option>yard</option>");
        assertThat(root.write("DELETE", adaptations, "").statusCode()).isEqualTo(204);
        assertThat(console.rollouts.asked).containsExactly("adapt hall root", "cancel");
        assertThat(audited("model.adapt")).hasSize(3);
        assertThat(as("boss").write("POST", adaptations, "{\"site\":\"hall\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldSayThatAClockIsWrong() throws Exception {
        clock("north", 90_000_000);
        clock("south", -3_204_000);
        clock("gate", 400_000);

        assertThat(root.json("/api/v1/cameras/south").path("clockOffset").asDouble())
                .isEqualTo(-3.2);
        assertThat(root.get("/cameras").body())
                .containsOnlyOnce("Its clock is 90 s ahead")
                .containsOnlyOnce("Its clock is 3.2 s behind")
                .doesNotContain("0.4 s");
        assertThat(root.get("/cameras", "Accept-Language", "de").body()).contains("Ihre Uhr geht 3,2 s nach");
    }

    private void clock(String id, long offsetUs) {
        console.parts
                .cameras()
                .status(
                        id,
                        Optional.of(CameraStatus.newBuilder()
                                .setState(CameraStatus.State.STATE_RUNNING)
                                .setClockOffsetUs(offsetUs)
                                .build()));
    }

    private Camera camera(String id) {
        return console.parts.cameras().find(id).orElseThrow().camera();
    }

    private void status(String id, CameraStatus.State state, long sent) {
        console.parts
                .cameras()
                .status(
                        id,
                        Optional.of(CameraStatus.newBuilder()
                                .setCameraId(id)
                                .setState(state)
                                .setFramesSent(sent)
                                .setFramesSkipped(4)
                                .build()));
    }

    private List<String> audited(String action) {
        return console
                .audit()
                .newest(new AuditQuery(Optional.of("root"), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 50))
                .stream()
                .map(entry -> entry.event().detail())
                .toList();
    }
}
