package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.run.Reconciliation.Kind;
import dev.sightline.app.run.Reconciliation.Others;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.MaskPoint;
import dev.sightline.contracts.v1.MaskPolygon;
import dev.sightline.contracts.v1.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Kind<Camera> KIND =
            new Kind<>(Camera::getOrigin, c -> c.toBuilder().clearOrigin().build());

    @Test
    void shouldTakeOutWhatTheConfigurationNoLongerDeclares() {
        var found = of(
                Map.of("north", camera(5, Origin.ORIGIN_CONFIGURATION)),
                Map.of(
                        "north", camera(5, Origin.ORIGIN_CONFIGURATION),
                        "gone", camera(5, Origin.ORIGIN_CONFIGURATION)),
                Others.REMOVE_CONFIGURED);

        assertThat(found.removed()).containsExactly("gone");
        assertThat(found.writes()).isEmpty();
        assertThat(found.lines("Cameras", "x"))
                .containsExactly("Cameras removed, the configuration no longer declares them: gone");
    }

    @Test
    void shouldLeavePrivacyMaskAndPauseToWhoSetThem() {
        Camera masked = camera(5, Origin.ORIGIN_CONFIGURATION).toBuilder()
                .addMask(MaskPolygon.newBuilder()
                        .addPoints(MaskPoint.newBuilder().setX(0.5f)))
                .setPaused(true)
                .build();

        Camera decided = Declared.decided(camera(9, Origin.ORIGIN_CONFIGURATION), masked);

        assertThat(decided.getSampleFps()).isEqualTo(9);
        assertThat(decided.getMaskList()).isEqualTo(masked.getMaskList());
        assertThat(decided.getPaused()).isTrue();
    }

    @Test
    void shouldKeepWhatACommandAddedAndWhatHasNoOrigin() {
        var found = of(
                Map.of(),
                Map.of("door", camera(5, Origin.ORIGIN_COMMAND), "old", camera(5, Origin.ORIGIN_UNSPECIFIED)),
                Others.REMOVE_CONFIGURED);

        assertThat(found.removed()).isEmpty();
        assertThat(found.lines("Cameras", "sightline cameras remove"))
                .containsExactly(
                        "Cameras kept, added by a command: door",
                        "Cameras kept, written by an older version or another program, which do not say whether a"
                                + " configuration declares them: old; remove with 'sightline cameras remove NAME' what is"
                                + " not wanted");
    }

    @Test
    void shouldRemoveNothingWithoutAConfiguration() {
        var found = of(Map.of(), Map.of("north", camera(5, Origin.ORIGIN_CONFIGURATION)), Others.KEEP);

        assertThat(found.removed()).isEmpty();
        assertThat(found.lines("Cameras", "x"))
                .containsExactly("Cameras kept, of a configuration that was not given this time: north");
    }

    @Test
    void shouldSayWhatIsAddedAndWhatChanges() {
        Camera moved = camera(9, Origin.ORIGIN_CONFIGURATION).toBuilder()
                .setSiteId("hall")
                .build();
        var found = of(
                Map.of("new", camera(1, Origin.ORIGIN_CONFIGURATION), "door", moved),
                Map.of("door", camera(5, Origin.ORIGIN_COMMAND)),
                Others.REMOVE_CONFIGURED);

        assertThat(found.writes()).containsOnlyKeys("new", "door").containsEntry("door", moved);
        assertThat(found.lines("Cameras", "x"))
                .containsExactly("Cameras added: new", "Cameras changed: door (site id, sample fps)");
    }

    /** A record of an older version becomes the configuration's without a word: nothing about the camera changes. */
    @Test
    void shouldNoteTheOriginOfWhatIsDeclaredAlready() {
        Camera declared = camera(5, Origin.ORIGIN_CONFIGURATION);
        var found = of(
                Map.of("north", declared),
                Map.of("north", camera(5, Origin.ORIGIN_UNSPECIFIED)),
                Others.REMOVE_CONFIGURED);

        assertThat(found.writes()).containsEntry("north", declared);
        assertThat(found.lines("Cameras", "x")).isEmpty();
    }

    @Test
    void shouldClearAFolderThatOneCommandHasForItself() {
        var found = of(
                Map.of(),
                Map.of("a", camera(5, Origin.ORIGIN_COMMAND), "b", camera(5, Origin.ORIGIN_UNSPECIFIED)),
                Others.REMOVE_ALL);

        assertThat(found.removed()).containsExactlyInAnyOrder("a", "b");
    }

    private static Reconciliation<Camera> of(
            Map<String, Camera> declared, Map<String, Camera> published, Others others) {
        return Reconciliation.of(KIND, declared, published, others);
    }

    private static Camera camera(double fps, Origin origin) {
        return Camera.newBuilder().setSampleFps(fps).setOrigin(origin).build();
    }
}
