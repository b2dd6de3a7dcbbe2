package dev.sightline.app.run;

import dev.sightline.console.api.CameraSetup;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.ingest.source.UnreadablePicture;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.CameraRegister;
import java.time.Duration;

/** Sets cameras up for the console: by their topic, and by ingest's own reader for one picture. Thread-safe. */
public final class TopicCameras implements CameraSetup {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int TRIES = 25;
    private static final int QUALITY = 85;

    private final CameraRegister table;

    public TopicCameras(KafkaClients kafka) {
        this.table = new CameraRegister(kafka);
    }

    @Override
    public void put(Camera camera) {
        table.put(camera);
    }

    @Override
    public void remove(String cameraId) {
        table.remove(cameraId);
    }

    @Override
    public byte[] picture(String source) throws NoPicture {
        SourceOptions options = SourceOptions.defaults().with(new SourceOptions.Timeouts(PATIENCE, PATIENCE));
        long deadline = System.nanoTime() + 2 * PATIENCE.toNanos();
        try (FrameSource opened = FrameSource.open(SourceSpec.parse(source), options)) {
            String last = "it sends nothing that is a picture";
            for (int i = 0; i < TRIES && System.nanoTime() < deadline; i++) {
                Grab grab = opened.next();
                if (grab instanceof Grab.Taken taken) {
                    return taken.picture().jpeg(QUALITY);
                }
                last = why(grab);
                if (grab instanceof Grab.Lost || grab instanceof Grab.Ended) {
                    break;
                }
            }
            throw new NoPicture("the address gives no picture: " + Addresses.masked(last));
        } catch (SourceUnavailable | UnreadablePicture e) {
            throw new NoPicture(Addresses.masked(String.valueOf(e.getMessage())));
        }
    }

    private static String why(Grab grab) {
        if (grab instanceof Grab.Lost lost) {
            return lost.reason();
        }
        if (grab instanceof Grab.Damaged damaged) {
            return damaged.reason();
        }
        return grab instanceof Grab.Unreadable unreadable ? unreadable.reason() : "it ended before its first picture";
    }
}
