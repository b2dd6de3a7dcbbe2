package dev.sightline.app.console;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** What live pages are fed with: a green lawn, and somebody on it. */
final class LiveMessages {
    static final int WIDTH = 320;
    static final long SESSION = 7;
    private static final int HEIGHT = 240;
    private static final ByteString LAWN = lawn();

    private LiveMessages() {}

    static Frame frame(String camera, long sequence) {
        return Frame.newBuilder()
                .setCameraId(camera)
                .setSiteId("site")
                .setSession(SESSION)
                .setSequence(sequence)
                .setWidth(WIDTH)
                .setHeight(HEIGHT)
                .setJpeg(LAWN)
                .build();
    }

    static Camera camera(String id) {
        return Camera.newBuilder()
                .setCameraId(id)
                .setSiteId("site")
                .setSource("rtsp://127.0.0.1/" + id)
                .build();
    }

    static CameraStatus status(String camera, CameraStatus.State state, long sent, long skipped) {
        return CameraStatus.newBuilder()
                .setCameraId(camera)
                .setSiteId("site")
                .setState(state)
                .setFramesSent(sent)
                .setFramesSkipped(skipped)
                .build();
    }

    static CameraTracks.Builder tracks(String camera, long sequence) {
        return CameraTracks.newBuilder()
                .setCameraId(camera)
                .setSiteId("site")
                .setSession(SESSION)
                .setSequence(sequence)
                .setWidth(WIDTH)
                .setHeight(HEIGHT)
                .addBoxes(TrackedBox.newBuilder()
                        .setTrackletId("t1")
                        .setIdentityId("site/p1")
                        .setLinkState(LinkState.LINK_STATE_LINKED)
                        .setScore(0.9f)
                        .setBox(Box.newBuilder().setX(100).setY(80).setWidth(60).setHeight(140)));
    }

    static Sighting sighting(String camera, String identity) {
        return Sighting.newBuilder()
                .setSightingId("t-" + camera)
                .setIdentityId(identity)
                .setEvidence(Evidence.newBuilder().setSummary("looks alike"))
                .setSiteId("site")
                .setCameraId(camera)
                .addExemplars(Exemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setQuality(0.8f)
                        .setCropJpeg(LAWN))
                .build();
    }

    static IdentityEvent expired(String identity) {
        return IdentityEvent.newBuilder()
                .setType(IdentityEvent.Type.TYPE_EXPIRED)
                .setIdentityId(identity)
                .build();
    }

    static IdentityEvent moved(String tracklet, String identity) {
        return IdentityEvent.newBuilder()
                .setType(IdentityEvent.Type.TYPE_MOVED)
                .setTrackletId(tracklet)
                .setIdentityId(identity)
                .build();
    }

    static byte[] alert(String id) {
        return alert(id, "site/p1", "t-north");
    }

    static byte[] alert(String id, String identity, String tracklet) {
        return """
            {"specversion":"1.0","id":"%s","source":"/sightline/sites/site","type":"dev.sightline.alert.dwell.v1",
             "subject":"%s","time":"2026-01-01T12:00:00Z","data":{"kind":"dwell","camera":"north","tracklet":"%s"}}
            """.formatted(id, identity, tracklet).getBytes(StandardCharsets.UTF_8);
    }

    private static ByteString lawn() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = picture.createGraphics();
        g.setColor(new Color(20, 120, 20));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory is written to memory", e);
        }
        return ByteString.copyFrom(jpeg.toByteArray());
    }
}
