package dev.sightline.app.preflight;

import dev.sightline.app.settings.EmbedderSettings;
import dev.sightline.models.catalog.ModelEntry;
import dev.sightline.models.manifest.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether the models that the configuration names exist and are whole. */
final class ModelCheck {
    private ModelCheck() {}

    /** @param absent how it is that a model is not here yet and can be fetched */
    static List<Finding> look(EmbedderSettings embedder, Function<String, ModelEntry> models, Finding.Grade absent) {
        List<Finding> findings = new ArrayList<>();
        wanted(embedder).forEach((setting, id) -> findings.add(look(setting, id, models, absent)));
        return findings;
    }

    private static Finding look(String setting, String id, Function<String, ModelEntry> models, Finding.Grade absent) {
        String subject = "model " + id;
        try {
            ModelEntry entry = models.apply(id);
            return switch (entry.state()) {
                case READY -> Finding.ok(subject, entry.detail());
                case ABSENT -> new Finding(absent, subject, entry.detail() + "; sightline models fetch " + id);
                case BROKEN -> Finding.bad(subject, setting + ": " + entry.detail() + "; sightline models fetch " + id);
            };
        } catch (ModelException e) {
            return Finding.bad(subject, setting + ": " + e.getMessage());
        }
    }

    private static Map<String, String> wanted(EmbedderSettings e) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (e.detections().isEmpty()) {
            wanted.put("embedder.person-detector", e.personDetector());
        }
        wanted.put("embedder.person-descriptor", e.personDescriptor());
        if (e.faces()) {
            wanted.put("embedder.face-detector", e.faceDetector());
            e.faceLandmarks().filter(l -> !l.isBlank()).ifPresent(id -> wanted.put("embedder.face-landmarks", id));
            wanted.put("embedder.face-descriptor", e.faceDescriptor());
        }
        return wanted;
    }
}
