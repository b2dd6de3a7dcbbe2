package dev.sightline.app.settings;

import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;

/** One camera. */
@Describe("One camera.")
public interface CameraSettings {
    @FilePath(FilePath.Kind.UNLESS_ADDRESS)
    @Describe("File, folder of images, rtsp://, http(s):// or device:N")
    String source();

    @Describe("Matching scope: people are linked between cameras of one site")
    @WithDefault("site")
    String site();

    @Describe("Frames per second to take; 0 takes every frame")
    @Range(min = 0, max = CameraCheck.LARGEST_FPS)
    @WithDefault("0")
    double fps();

    @Describe("A confirmed person who is on no watchlist raises an alert here")
    @WithDefault("false")
    boolean restricted();

    @Describe("Send a frame only when something moves (and once a second)")
    @WithDefault("false")
    boolean motionGate();

    @Describe("Recorded footage: play it at its own speed, as if it were live")
    @WithDefault("false")
    boolean realTime();
}
