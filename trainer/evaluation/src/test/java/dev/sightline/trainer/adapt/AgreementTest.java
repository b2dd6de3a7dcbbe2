package dev.sightline.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void shouldBeOneForTheSameModelAndFallWithWhatIsForgotten() {
        Yard before = new Yard(20, .3, .4, 3);
        Yard near = new Yard(20, .5, .4, 4);
        Yard far = new Yard(20, 6, .4, 5);

        assertThat(Agreement.of(before.crops(), before.crops())).isCloseTo(1, within(1e-9));
        double closer = Agreement.of(before.crops(), near.crops());
        assertThat(closer).isBetween(.7, .999);
        assertThat(Agreement.of(before.crops(), far.crops())).isLessThan(closer - .3);
    }

    @Test
    void shouldRefuseOtherCrops() {
        assertThatThrownBy(() -> Agreement.of(new Yard(2, 1, 1, 1).crops(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 and 0 descriptors are not of the same crops");
    }
}
