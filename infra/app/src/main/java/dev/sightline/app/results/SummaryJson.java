package dev.sightline.app.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The summary for programs: a JSON object, to which the command adds problems and exit status. */
public final class SummaryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SummaryJson() {}

    /**
     * The summary on one line.
     *
     * @param files what was written, relative to the folder
     */
    public static String of(BatchResults results, RunFacts facts, List<String> files) {
        ObjectNode root = JSON.createObjectNode();
        root.put("complete", facts.incomplete().isEmpty());
        root.put("incomplete_because", facts.incomplete());
        root.put("folder", facts.folder());
        files.forEach(root.putArray("files")::add);
        root.put("boxes", results.rows().size());
        root.put("alerts", results.alertCount());
        cameras(root.putArray("cameras"), results, facts);
        results.people().forEach(person -> person(root.withArray("identities").addObject(), person, facts));
        lookedFor(root.putArray("looked_for"), results, facts);
        root.withArray("identities");
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary can be written as JSON", e);
        }
    }

    private static void cameras(ArrayNode cameras, BatchResults results, RunFacts facts) {
        for (String name : facts.cameras()) {
            CameraFrames frames = results.frames(name);
            ObjectNode camera = cameras.addObject().put("camera", name).put("frames", frames.frames());
            if (frames.frames() > 0) {
                camera.put("first", UtcTime.iso(frames.firstUs())).put("last", UtcTime.iso(frames.lastUs()));
            }
        }
    }

    private static void person(ObjectNode node, Person person, RunFacts facts) {
        node.put("identity", person.identity());
        ArrayNode names = node.putArray("looked_for");
        person.entries().stream().sorted().map(facts::name).forEach(names::add);
        person.cameras().forEach(node.putArray("cameras")::add);
        node.put("first", UtcTime.iso(person.firstUs()));
        node.put("last", UtcTime.iso(person.lastUs()));
        node.put("in_view_seconds", person.dwellUs() / 1e6);
        ArrayNode stays = node.putArray("stays");
        person.stays()
                .forEach(stay -> stays.addObject()
                        .put("tracklet", stay.tracklet())
                        .put("camera", stay.camera())
                        .put("start", UtcTime.iso(stay.startUs()))
                        .put("end", UtcTime.iso(stay.endUs())));
    }

    private static void lookedFor(ArrayNode entries, BatchResults results, RunFacts facts) {
        facts.lookedFor().forEach((id, name) -> {
            ObjectNode entry = entries.addObject().put("name", name);
            ArrayNode identities = entry.putArray("identities");
            results.people().stream().filter(p -> p.entries().contains(id)).forEach(p -> identities.add(p.identity()));
        });
    }
}
