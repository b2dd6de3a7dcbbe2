package dev.sightline.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.pair.LabeledPair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteLinksTest {
    private static final AdaptPolicy.Links POLICY = AdaptPolicy.defaults().links();

    @Test
    void shouldLinkPeopleAcrossCameras() {
        Yard yard = new Yard(40, .8, .4, 3);

        List<LabeledPair> links =
                SiteLinks.of(yard.described(), List.of(), POLICY).links();

        assertThat(links).hasSizeGreaterThan(20);
        assertThat(yard.rightLinks()).containsAll(links);
    }

    @Test
    void shouldLinkNobodyCloserToAStrangerOfTheCamera() {
        // The cameras differ by more than people do.
        Yard yard = new Yard(40, .8, 3, 3);

        assertThat(SiteLinks.of(yard.described(), List.of(), POLICY).links()).isEmpty();
    }

    @Test
    void shouldLinkNobodyWhereNobodyElseCouldHaveBeenLinked() {
        Yard yard = new Yard(40, .8, .4, 3);
        List<LabeledPair> stated = strangers();

        assertThat(SiteLinks.of(yard.described(), stated, POLICY).links()).isNotEmpty();
        assertThat(SiteLinks.of(yard.eachInACameraOfTheirOwn(), stated, POLICY).links())
                .isEmpty();
    }

    @Test
    void shouldTakeTheThresholdFromStatedStrangersWhereTheyAreEnough() {
        Yard yard = new Yard(40, .8, .4, 3);
        List<LabeledPair> stated = strangers();

        double all = SiteLinks.of(yard.described(), List.of(), POLICY).threshold();
        double some =
                SiteLinks.of(yard.described(), stated.subList(0, 99), POLICY).threshold();
        double enough = SiteLinks.of(yard.described(), stated, POLICY).threshold();

        assertThat(some).isEqualTo(all);
        assertThat(enough).isNotEqualTo(all).isPositive();
    }

    private static List<LabeledPair> strangers() {
        List<LabeledPair> stated = new ArrayList<>();
        for (int person = 1; person < 40; person++) {
            for (int other = 0; other < 3 && other < person; other++) {
                stated.add(Yard.apart("north", person, other));
            }
        }
        return stated;
    }
}
