package dev.sightline.app.run;

import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.WordReader;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.network.NetworkFailure;
import dev.sightline.embedder.words.PersonWords;
import dev.sightline.embedder.words.WordEncoder;
import dev.sightline.embedder.words.WordQuery;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.WordProbe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptions by the package that {@code models.words} names. Its networks, 25 MB, are loaded when words are first read and
 * stay until it is closed. Thread-safe; one description is read at a time, in a few milliseconds.
 */
final class WordReading implements WordReader, AutoCloseable {
    private final SightlineSettings settings;
    private final CropDescribers serving;
    private @Nullable WordEncoder encoder;
    private boolean closed;

    /** @param serving says which model describes people now, where this process knows */
    WordReading(SightlineSettings settings, CropDescribers serving) {
        this.settings = settings;
        this.serving = serving;
    }

    @Override
    public Optional<NoWords> missing() {
        Optional<String> named = settings.models().words().filter(name -> !name.isBlank());
        if (named.isEmpty()) {
            return Optional.of(NoWords.model("models.words is empty"));
        }
        try {
            ModelManifest manifest =
                    ModelStorage.catalog(settings).verify(named.get()).manifest();
            String madeFor = WordEncoder.descriptor(manifest);
            if (!WordEncoder.isCalibrated(manifest)) {
                return Optional.of(NoWords.calibration(manifest.modelId()));
            }
            return serving.serving(Modality.MODALITY_PERSON)
                    .filter(now -> !now.equals(madeFor))
                    .map(now -> NoWords.descriptor(manifest.modelId(), madeFor, now));
        } catch (ModelException | UserError e) {
            return Optional.of(NoWords.model(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public ReadWords read(String text) throws NotAPerson {
        String checked;
        try {
            checked = PersonWords.checked(text);
        } catch (UserError e) {
            throw new NotAPerson(String.valueOf(e.getMessage()));
        }
        return query(checked);
    }

    private synchronized ReadWords query(String checked) {
        WordEncoder words = encoder();
        WordQuery query = words.query(checked);
        return new ReadWords(
                query.text(),
                words.modelId(),
                new WordProbe(
                        query.direction(),
                        query.center(),
                        query.spread(),
                        query.odds()
                                .orElseThrow(() ->
                                        NoWords.calibration(words.modelId()).problem()),
                        query.present()));
    }

    private WordEncoder encoder() {
        if (closed) {
            throw ApiProblem.unavailable("the console stops");
        }
        WordEncoder open = encoder;
        if (open == null) {
            open = load();
            encoder = open;
        }
        return open;
    }

    private WordEncoder load() {
        try {
            return WordEncoder.open(
                    ModelStorage.catalog(settings)
                            .resolve(settings.models().words().orElse("")),
                    Policies.embedder(settings.embedder()).inference().network());
        } catch (ModelException | UserError | NetworkFailure e) {
            throw NoWords.model(String.valueOf(e.getMessage())).problem();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
    }
}
