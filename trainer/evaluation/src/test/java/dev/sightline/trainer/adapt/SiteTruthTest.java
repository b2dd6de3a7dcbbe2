package dev.sightline.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteTruthTest {
    private final Yard yard = new Yard(30, .8, .5, 3);
    private final FrozenPart frozen = FrozenPart.of(yard.tracklets(), yard.rightLinks(), AdaptPolicy.defaults());

    @Test
    void shouldKnowThoseWhomBothModelsFind() {
        DescribedSite blind = new Yard(30, 30, .5, 9).described();

        SiteTruth good = SiteTruth.of(yard.site(List.of()), frozen, yard.described(), yard.described());
        SiteTruth bad = SiteTruth.of(yard.site(List.of()), frozen, yard.described(), blind);

        assertThat(good.agreed()).isEqualTo(frozen.tracklets().size() / 2);
        assertThat(bad.agreed()).isLessThan(good.agreed() / 2);
    }

    @Test
    void shouldTakePeoplesWordBeforeLinks() {
        String north = frozen.tracklets().stream()
                .filter(t -> t.startsWith("north"))
                .findFirst()
                .orElseThrow();
        String same = north.replace("north", "south");
        LabeledPair said = new LabeledPair(north, same, false, LabelSource.OPERATOR);

        SiteTruth truth = SiteTruth.of(yard.site(List.of(said)), frozen, yard.described(), yard.described());

        List<LabeledDescriptor> queries = truth.queries(yard.described());
        assertThat(person(queries, north)).isNotEqualTo(person(queries, same));
    }

    @Test
    void shouldLetTheFrozenPartAskTheWholeSite() {
        SiteTruth truth = SiteTruth.of(yard.site(List.of()), frozen, yard.described(), yard.described());

        assertThat(truth.queries(yard.described()))
                .extracting(LabeledDescriptor::tracklet)
                .allMatch(frozen.tracklets()::contains);
        assertThat(truth.gallery(yard.described())).hasSize(30 * 2 * Yard.CROPS);
        assertThat(truth.halves(yard.described(), "north"))
                .extracting(LabeledDescriptor::camera)
                .containsOnly("north, early", "north, late");
    }

    private static String person(List<LabeledDescriptor> crops, String tracklet) {
        return crops.stream()
                .filter(c -> c.tracklet().equals(tracklet))
                .findFirst()
                .orElseThrow()
                .identity();
    }
}
