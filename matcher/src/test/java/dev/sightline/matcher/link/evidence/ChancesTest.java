package dev.sightline.matcher.link.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.Scene;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChancesTest {
    private static final Identity KNOWN = new Identity(
            "s/p1",
            0,
            0,
            List.of(body("n1", 1), body("n1", 2), body("e1", 3), crop("w1", 4, Modality.MODALITY_FACE)),
            List.of(),
            "");

    @Test
    void shouldGrowWithTheStaysThatAnIdentityIsKnownBy() {
        assertThat(Chances.of(KNOWN, Modality.MODALITY_PERSON, "")).isBetween(1.5, 2.0);
    }

    @Test
    void shouldNotCountTheTrackletItselfNorExemplarsOfOneStayTwice() {
        assertThat(Chances.of(KNOWN, Modality.MODALITY_PERSON, "e1")).isEqualTo(1);
        assertThat(Chances.of(KNOWN, Modality.MODALITY_FACE, "")).isEqualTo(1);
    }

    @Test
    void shouldBeOneWhereNothingCounts() {
        assertThat(Chances.of(KNOWN, Modality.MODALITY_FACE, "w1")).isEqualTo(1);
    }

    private static KeptExemplar body(String tracklet, int sequence) {
        return crop(tracklet, sequence, Modality.MODALITY_PERSON);
    }

    private static KeptExemplar crop(String tracklet, int sequence, Modality modality) {
        UnitVector vector = UnitVector.normalize(Scene.BODY, Scene.person(sequence), 1);
        return new KeptExemplar(new ExemplarKey(tracklet, 1, sequence, 0, modality), "north", sequence, vector, null);
    }
}
