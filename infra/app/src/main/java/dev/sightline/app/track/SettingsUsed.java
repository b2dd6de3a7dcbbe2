package dev.sightline.app.track;

import dev.sightline.app.settings.EmbedderSettings;
import dev.sightline.app.settings.MatcherSettings;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.SourceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What results were made with, for the report: footage, models and error rates; nothing secret is among them. */
public final class SettingsUsed {
    private SettingsUsed() {}

    /** Label to value. */
    public static Map<String, String> of(SightlineSettings settings, List<Camera> cameras) {
        Map<String, String> used = new LinkedHashMap<>();
        for (Camera camera : cameras) {
            used.put("camera " + camera.getCameraId(), footage(camera));
        }
        EmbedderSettings embedder = settings.embedder();
        used.put("person detector", embedder.personDetector());
        embedder.detections().forEach((camera, file) -> used.put("detections of camera " + camera, file));
        used.put("person descriptor", embedder.personDescriptor());
        used.put("face descriptor", embedder.faces() ? embedder.faceDescriptor() : "faces are left alone");
        MatcherSettings matcher = settings.matcher();
        used.put("false match rate, bodies and faces", matcher.bodyFmr() + ", " + matcher.faceFmr());
        used.put("false identification rate, bodies and faces", matcher.bodyFpir() + ", " + matcher.faceFpir());
        return used;
    }

    private static String footage(Camera camera) {
        StringBuilder text =
                new StringBuilder(SourceSpec.parse(camera.getSource()).toString());
        text.append(camera.getSampleFps() > 0 ? ", " + camera.getSampleFps() + " frames per second" : ", every frame");
        if (camera.getLastSequence() > 0) {
            text.append(" up to frame ").append(camera.getLastSequence());
        }
        return text.toString();
    }
}
