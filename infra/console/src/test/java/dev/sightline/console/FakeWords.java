package dev.sightline.console;

import dev.sightline.console.api.WordReader;
import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.store.search.WordProbe;
import java.util.Optional;

/** Reads what says "coat": a red one fits everybody recorded, a blue one nobody, an old one is for another model. */
final class FakeWords implements WordReader {
    Optional<NoWords> missing = Optional.empty();

    @Override
    public Optional<NoWords> missing() {
        return missing;
    }

    @Override
    public ReadWords read(String text) throws NotAPerson {
        if (!text.contains("coat")) {
            throw new NotAPerson("the description says nothing of a coat");
        }
        float[] looks = text.contains("blue") ? new float[] {-1, 0} : new float[] {1, .1f};
        String model = text.contains("old") ? "model@0" : "model@1";
        return new ReadWords(
                text,
                "words@1",
                new WordProbe(UnitVector.normalize(model, looks, 1), 0, .3, new AnswerOdds(2.2, -2.5), .5));
    }
}
