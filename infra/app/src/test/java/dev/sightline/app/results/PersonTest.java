package dev.sightline.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonTest {
    @Test
    void shouldCountOverlappingStaysOnce() {
        Person person = person(stay("south", 5, 12), stay("north", 0, 10), stay("north", 20, 21), stay("north", 3, 4));

        assertThat(person.dwellUs()).isEqualTo(13);
        assertThat(person.firstUs()).isZero();
        assertThat(person.lastUs()).isEqualTo(21);
        assertThat(person.cameras()).containsExactly("north", "south");
    }

    @Test
    void shouldShowEachCameraBeforeASecondPictureOfAny() {
        Person.Stay north = new Person.Stay("n", "north", 0, 1, List.of(crop(.9f), crop(.8f), crop(.7f)));
        Person.Stay south = new Person.Stay("s", "south", 2, 3, List.of(crop(.1f)));

        assertThat(person(north, south).bestCrops(3))
                .extracting(Person.Crop::quality)
                .containsExactly(.9f, .1f, .8f);
    }

    private static Person person(Person.Stay... stays) {
        return new Person("site/p1", List.of(stays), Set.of());
    }

    private static Person.Stay stay(String camera, long from, long to) {
        return new Person.Stay(camera + from, camera, from, to, List.of());
    }

    private static Person.Crop crop(float quality) {
        return new Person.Crop(ByteString.copyFromUtf8("x"), quality, 0);
    }
}
