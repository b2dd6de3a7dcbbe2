package dev.sightline.app.words;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.embedder.words.WordEncoder;
import picocli.CommandLine.Option;

/** Which package makes queries of words. */
public final class WordsModel {
    /** The package that comes with Sightline. */
    static final String DEFAULT = "person-words";

    @Option(
            names = "--words",
            defaultValue = DEFAULT,
            paramLabel = "MODEL",
            description = "Package that makes queries of words; default: ${DEFAULT-VALUE}.")
    private String model;

    /** Id or folder of the package. */
    public String name() {
        return model;
    }

    /** Opens it; the caller closes it. */
    public WordEncoder open(SightlineSettings settings) {
        return WordEncoder.open(
                ModelStorage.catalog(settings).resolve(model),
                Policies.embedder(settings.embedder()).inference().network());
    }
}
