package dev.sightline.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private final LiveView view = new LiveView(() -> Instant.ofEpochSecond(1_000));

    @Test
    void shouldShowTracksTogetherWithTheirPicture() {
        ByteString jpeg = ByteString.copyFromUtf8("picture");
        view.frame(Frame.newBuilder().setCameraId("north").setSequence(3).build(), jpeg);

        LiveEvent.Tracks shown = (LiveEvent.Tracks) view.tracks(
                CameraTracks.newBuilder().setCameraId("north").setSequence(3).build());
        LiveEvent.Tracks blind = (LiveEvent.Tracks) view.tracks(
                CameraTracks.newBuilder().setCameraId("north").setSequence(4).build());

        assertThat(shown.picture()).isTrue();
        assertThat(blind.picture()).isFalse();
        assertThat(view.picture("north", 0, 3)).map(FrameRing.HeldFrame::jpeg).contains(jpeg);
    }

    @Test
    void shouldTellHowLateAFrameIsShownUnlessItIsOfAnotherDay() {
        LiveEvent.Tracks live = (LiveEvent.Tracks) view.tracks(at(Duration.ofSeconds(999)));
        LiveEvent.Tracks old = (LiveEvent.Tracks) view.tracks(at(Duration.ofSeconds(10)));

        assertThat(live.delayMs()).isEqualTo(1_000);
        assertThat(old.delayMs()).isEqualTo(-1);
    }

    @Test
    void shouldTellALateViewerThatFootageHasEnded() {
        CameraTracks frame = CameraTracks.newBuilder().setCameraId("north").build();
        view.tracks(frame);
        view.tracks(frame.toBuilder().setEndOfStream(true).build());

        assertThat(view.snapshot())
                .extracting(e -> ((LiveEvent.Tracks) e).ended())
                .containsExactly(false, true);

        view.tracks(frame);

        assertThat(view.snapshot()).hasSize(1);
    }

    @Test
    void shouldForgetOldPictures() {
        for (int i = 1; i <= LiveView.FRAMES + 1; i++) {
            view.frame(Frame.newBuilder().setCameraId("north").setSequence(i).build(), ByteString.copyFromUtf8("p"));
        }

        assertThat(view.picture("north", 0, 1)).isEmpty();
        assertThat(view.picture("north", 0, 2)).isPresent();
    }

    @Test
    void shouldGatherAnIdentityOverCamerasWithItsBestCrop() {
        view.sighting(sighting("t1", "north", 0.4f, "weak"));
        view.sighting(sighting("t2", "south", 0.9f, "strong"));
        LiveEvent.Identity person = (LiveEvent.Identity)
                view.sighting(sighting("t3", "south", 0.5f, "middling")).orElseThrow();

        assertThat(person.cameras()).containsExactly("north", "south");
        assertThat(person.sightings()).isEqualTo(3);
        assertThat(view.crop("p1")).map(LiveView.LivePicture::jpeg).contains(ByteString.copyFromUtf8("strong"));
    }

    @Test
    void shouldDropAnIdentityWhoseLastSightingIsWithdrawn() {
        view.sighting(sighting("t1", "north", 0.4f, "crop"));

        assertThat(view.sighting(sighting("t1", "north", 0.4f, "crop").toBuilder()
                        .setWithdrawn(true)
                        .build()))
                .contains(new LiveEvent.Gone("p1", ""));
        assertThat(view.snapshot()).isEmpty();
    }

    @Test
    void shouldTellALateViewerEverything() {
        view.tracks(
                CameraTracks.newBuilder().setCameraId("north").setSequence(1).build());
        view.sighting(sighting("t1", "north", 0.4f, "crop"));
        view.alert("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(view.snapshot()).extracting(LiveEvent::name).isEqualTo(List.of("tracks", "identity", "alert"));
    }

    @Test
    void shouldTellALateViewerWhoThePersonOfAnAlertIsByNow() {
        view.sighting(sighting("t1", "north", 0.4f, "crop"));
        view.alert(alert("a1", "p1", "t1"));
        view.alert(alert("a2", "p7", "t1"));
        view.alert(alert("a3", "p8", "t2"));

        assertThat(view.snapshot())
                .filteredOn(LiveEvent.Amended.class::isInstance)
                .containsExactly(new LiveEvent.Amended(List.of("a2"), "p1"));
    }

    @Test
    void shouldForgetAlertsOfAnErasedPersonThatWereRaisedAboutSomebodyElse() {
        view.sighting(sighting("t1", "north", 0.4f, "crop"));
        view.alert(alert("a2", "p7", "t1"));
        view.alert(alert("a3", "p8", "t2"));

        view.identityEvent(IdentityEvent.newBuilder()
                .setType(IdentityEvent.Type.TYPE_ERASED)
                .setIdentityId("p1")
                .build());

        assertThat(view.snapshot())
                .extracting(event -> ((LiveEvent.Alert) event).id())
                .containsExactly("a3");
    }

    @Test
    void shouldFollowAMerge() {
        view.sighting(sighting("t1", "north", 0.4f, "crop"));

        assertThat(view.identityEvent(merged())).contains(new LiveEvent.Gone("p1", "p9"));
        assertThat(view.snapshot()).isEmpty();
    }

    @Test
    void shouldNotBringBackWhomASightingReadTooLateNames() {
        assertThat(view.identityEvent(merged())).isEmpty();

        assertThat(view.sighting(sighting("t1", "north", 0.4f, "crop"))).isEmpty();
        assertThat(view.snapshot()).isEmpty();
    }

    private static byte[] alert(String id, String identity, String tracklet) {
        return "{\"id\":\"%s\",\"subject\":\"%s\",\"data\":{\"tracklet\":\"%s\"}}"
                .formatted(id, identity, tracklet)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static IdentityEvent merged() {
        return IdentityEvent.newBuilder()
                .setType(IdentityEvent.Type.TYPE_MERGED)
                .setIdentityId("p9")
                .setOtherIdentityId("p1")
                .build();
    }

    private static CameraTracks at(Duration time) {
        return CameraTracks.newBuilder()
                .setCameraId("north")
                .setCaptureTimeUs(time.toMillis() * 1_000)
                .build();
    }

    private static Sighting sighting(String tracklet, String camera, float quality, String crop) {
        return Sighting.newBuilder()
                .setSightingId(tracklet)
                .setIdentityId("p1")
                .setCameraId(camera)
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setQuality(quality)
                        .setCropJpeg(ByteString.copyFromUtf8(crop)))
                .build();
    }
}
