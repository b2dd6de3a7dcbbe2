package dev.sightline.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledCrop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationReadinessTest {
    @Test
    void shouldRefuseFewPeopleAndSayHowManyAreMissing() {
        List<LabeledCrop> crops = new ArrayList<>();
        for (int person = 0; person < 5; person++) {
            crops.add(crop("p" + person, "north", 0));
            crops.add(crop("p" + person, person < 2 ? "south" : "north", 1));
        }

        assertThat(CalibrationReadiness.of(crops, CalibrationReadiness.LEAST_PEOPLE)
                        .shortfall())
                .hasValue("a calibration needs at least 20 people seen by two cameras; of 5 people 2 were");
        assertThat(CalibrationReadiness.of(crops, 2).shortfall()).isEmpty();
        assertThatThrownBy(() -> CalibrationReadiness.of(crops, 1)).hasMessageContaining("is 1; allowed: 2 or more");
    }

    @Test
    void shouldCountPicturesWhereThereIsOneCameraAndNoDistractors() {
        List<LabeledCrop> crops = List.of(
                crop("anna", "c", 0),
                crop("anna", "c", 1),
                crop("ben", "c", 2),
                crop(Label.DISTRACTOR, "c", 3),
                crop(Label.DISTRACTOR, "c", 4));

        assertThat(CalibrationReadiness.of(crops, 2).shortfall())
                .hasValue("a calibration needs at least 2 people seen in two pictures; of 2 people 1 was");
    }

    private static LabeledCrop crop(String identity, String camera, int number) {
        String name = identity + number + ".jpg";
        return new LabeledCrop(Path.of(name), name, identity, camera, "");
    }
}
