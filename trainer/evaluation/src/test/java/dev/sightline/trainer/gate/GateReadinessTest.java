package dev.sightline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Pictures;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateReadinessTest {

    @Test
    void shouldBeReadyWithFiftyHeldOutPeopleInTwoCameras() {
        assertThat(readiness(people(60, "north", "south"), "last-50").shortfall())
                .isEmpty();
    }

    @Test
    void shouldSayHowManyPeopleInTwoCamerasAreMissing() {
        GateReadiness few = readiness(people(9, "north", "south"), "last-3");

        assertThat(few.shortfall())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("at least 50 people")
                        .contains("held out are 3 people, of whom 3 were, so 47 are missing")
                        .contains("The whole data set has 9 such people. Record longer and say"));
    }

    @Test
    void shouldAdviseALargerShareWhereTheDataHasEnough() {
        assertThat(readiness(people(80, "north", "south"), "last-10").shortfall())
                .hasValueSatisfying(why -> assertThat(why).contains("Hold out more of them"));
    }

    @Test
    void shouldCountNobodyWhoStaysInOneOfTwoCameras() {
        List<Crop> crops = new ArrayList<>();
        for (int person = 0; person < 60; person++) {
            String camera = person % 2 == 0 ? "north" : "south";
            crops.add(Pictures.crop("yard/" + person, camera, person + "-a.jpg"));
            crops.add(Pictures.crop("yard/" + person, camera, person + "-b.jpg"));
        }

        assertThat(readiness(crops, "last-50").answerable()).isZero();
    }

    private static List<Crop> people(int count, String... cameras) {
        List<Crop> crops = new ArrayList<>();
        for (int person = 100; person < 100 + count; person++) {
            for (String camera : cameras) {
                crops.add(Pictures.crop("yard/" + person, camera, person + camera + ".jpg"));
            }
        }
        return crops;
    }

    private static GateReadiness readiness(List<Crop> crops, String heldOut) {
        Snapshot snapshot = Snapshot.of("yard", crops, Constraints.complete(), List.of());
        Split split = Split.of(snapshot, Selection.parse("none", 1), Selection.parse(heldOut, 1));
        return GateReadiness.of(split, GatePolicy.defaults());
    }
}
