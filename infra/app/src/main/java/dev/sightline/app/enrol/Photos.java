package dev.sightline.app.enrol;

import dev.sightline.app.run.Installation;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.PhotoDescriber;
import dev.sightline.embedder.UnusablePhoto;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns photos of people into what the watchlist knows them by. */
public final class Photos {
    private Photos() {}

    /**
     * Exemplars by name, faces first.
     *
     * @param photos by name; JPEG or PNG, each of one person
     * @throws UserError naming the photo that cannot be read or shows no usable face
     */
    public static Map<String, List<WatchlistExemplar>> describe(
            Installation installation, Map<String, List<Path>> photos, Clock clock) throws IOException {
        Map<String, List<WatchlistExemplar>> described = new LinkedHashMap<>();
        describeEach(installation, photos, clock)
                .forEach((name, each) ->
                        described.put(name, each.stream().flatMap(List::stream).toList()));
        return described;
    }

    /** {@link #describe}, photo by photo. */
    static Map<String, List<List<WatchlistExemplar>>> describeEach(
            Installation installation, Map<String, List<Path>> photos, Clock clock) throws IOException {
        Map<String, List<List<WatchlistExemplar>>> described = new LinkedHashMap<>();
        try (EmbedderModels models = installation.enrolModels()) {
            PhotoDescriber describer = new PhotoDescriber(models, clock);
            for (Map.Entry<String, List<Path>> person : photos.entrySet()) {
                List<List<WatchlistExemplar>> exemplars = new ArrayList<>();
                for (Path photo : person.getValue()) {
                    exemplars.add(describe(describer, person.getKey(), photo));
                }
                described.put(person.getKey(), exemplars);
            }
        }
        return described;
    }

    private static List<WatchlistExemplar> describe(PhotoDescriber describer, String name, Path photo)
            throws IOException {
        try {
            return describer.describe(Files.readAllBytes(photo));
        } catch (UnusablePhoto e) {
            throw new UserError("photo " + photo + " of " + name + ": " + e.getMessage(), e);
        }
    }
}
