package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownTest {
    @Test
    void shouldTakeWhatExists() {
        assertThatCode(() -> Known.require("camera", "door", Set.of("door"))).doesNotThrowAnyException();
    }

    @Test
    void shouldOfferTheClosestName() {
        assertThatThrownBy(() -> Known.require("camera", "dor", Set.of("door", "window")))
                .isInstanceOf(UserError.class)
                .hasMessage("there is no camera 'dor'. Did you mean door?");
    }

    @Test
    void shouldOfferWhatThereIsWhenNothingIsClose() {
        List<String> many = IntStream.range(10, 25).mapToObj(i -> "camera" + i).toList();

        assertThatThrownBy(() -> Known.require("site", "x\u001b[31m", Set.of("hall", "attic")))
                .hasMessage("there is no site 'x\\u001b[31m'. There are: attic, hall.");
        assertThatThrownBy(() -> Known.require("camera", "zzzzzzzzzzzz", many)).hasMessageContaining("and 5 more.");
        assertThatThrownBy(() -> Known.require("rule", "a", Set.of())).hasMessageContaining("There is none at all.");
    }
}
