package dev.sightline.embedder.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** People are spread alike in all of 16 directions; couriers lie off to one side. */
class PersonClassTest {
    private static final int DIMENSION = 16;

    private final Random random = new Random(3);
    private final PeopleAtLarge people = new PeopleAtLarge(new float[DIMENSION], diagonal(.25f));

    @Test
    void shouldTellMembersFromOthers() {
        PersonClass courier = PersonClass.of("courier", some(6, 0, 2f), people);

        double[][] members = PersonClass.memberships(List.of(courier), some(200, 0, 2f), .5);
        double[][] others = PersonClass.memberships(List.of(courier), some(200, 5, 0), .5);

        assertThat(share(members)).isGreaterThan(.8);
        assertThat(share(others)).isLessThan(.4);
    }

    @Test
    void shouldClaimLessFromFewerCrops() {
        List<UnitVector> crops = some(20, 0, 2f);

        PersonClass few = PersonClass.of("few", crops.subList(0, 3), people);
        PersonClass many = PersonClass.of("many", crops, people);

        assertThat(few.odds().slope()).isLessThan(many.odds().slope());
    }

    @Test
    void shouldLeaveTheRestOfOneToNoneOfThese() {
        PersonClass one = PersonClass.of("one", some(5, 0, 2f), people);
        PersonClass two = PersonClass.of("two", some(5, 3, 2f), people);

        double[][] rows = PersonClass.memberships(List.of(one, two), some(50, 0, 0), .3);

        assertThat(List.of(rows)).allMatch(row -> row[0] >= 0 && row[1] >= 0 && row[0] + row[1] <= 1);
    }

    @Test
    void shouldRefuseTooFewCropsAndNamesThatAreNoFiles() {
        assertThatThrownBy(() -> PersonClass.of("courier", some(2, 0, 1), people))
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> PersonClass.of("../courier", some(3, 0, 1), people))
                .hasMessageContaining("class name '../courier'");
    }

    private List<UnitVector> some(int count, int axis, float off) {
        List<UnitVector> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[DIMENSION];
            for (int d = 0; d < DIMENSION; d++) {
                values[d] = (float) random.nextGaussian();
            }
            values[axis] += off;
            vectors.add(UnitVector.normalize("person-test@1", values, 1));
        }
        return vectors;
    }

    private static float[] diagonal(float value) {
        float[] root = new float[DIMENSION * DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            root[i * DIMENSION + i] = value;
        }
        return root;
    }

    private static double share(double[][] rows) {
        int of = 0;
        for (double[] row : rows) {
            of += row[0] > .5 ? 1 : 0;
        }
        return of / (double) rows.length;
    }
}
