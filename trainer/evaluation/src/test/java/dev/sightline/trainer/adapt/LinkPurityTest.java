package dev.sightline.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkPurityTest {
    private final Yard yard = new Yard(40, .8, .5, 3);

    @Test
    void shouldConfirmRightLinks() {
        LinkPurity purity = LinkPurity.of(yard.described(), yard.rightLinks());

        assertThat(purity.judged()).isEqualTo(40);
        assertThat(purity.share()).isGreaterThan(.9);
    }

    @Test
    void shouldFindLinksAtRandomOut() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(LinkPurity.of(yard.described(), yard.randomLinks(seed)).share())
                    .as("seed " + seed)
                    .isLessThan(.2);
        }
    }

    @Test
    void shouldTellTheShareOfRightLinksAmongWrongOnes() {
        var links = new ArrayList<>(yard.rightLinks().subList(0, 20));
        for (int person = 20; person < 40; person++) {
            links.add(Yard.link(person, person == 39 ? 20 : person + 1));
        }

        assertThat(LinkPurity.of(yard.described(), links).share()).isBetween(.4, .55);
    }

    @Test
    void shouldFindTrackletsOfTwoPeopleOut() {
        assertThat(LinkPurity.ofTracklets(yard.described()).share()).isGreaterThan(.9);

        // Each tracklet's later half is the next person's.
        List<LabeledDescriptor> crops = yard.crops();
        List<LabeledDescriptor> mixed = new ArrayList<>();
        for (int i = 0; i < crops.size(); i++) {
            boolean late = i % Yard.CROPS >= Yard.CROPS / 2;
            LabeledDescriptor own = crops.get(i);
            LabeledDescriptor shown = late ? crops.get((i + Yard.CROPS) % crops.size()) : own;
            mixed.add(
                    new LabeledDescriptor(own.source(), own.identity(), own.camera(), own.tracklet(), shown.vector()));
        }
        DescribedSite site = DescribedSite.of(yard.tracklets(), mixed);

        assertThat(LinkPurity.ofTracklets(site).share()).isLessThan(.2);
    }

    @Test
    void shouldJudgeNoLinkThatCouldNotHaveFailed() {
        assertThat(LinkPurity.of(yard.eachInACameraOfTheirOwn(), yard.randomLinks(1)))
                .isEqualTo(new LinkPurity(0, 0));
    }

    @Test
    void shouldJudgeLinksBetweenSinglePictures() {
        Yard clear = new Yard(40, .3, .3, 3);
        DescribedSite site = DescribedSite.of(clear.ofOnePicture(), clear.crops());

        LinkPurity right = LinkPurity.of(site, clear.rightLinks());
        assertThat(right.judged()).isEqualTo(40);
        assertThat(right.share()).isGreaterThan(.9);
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(LinkPurity.of(site, clear.randomLinks(seed)).share())
                    .as("seed " + seed)
                    .isLessThan(.2);
        }
    }

    @Test
    void shouldNotTakeTheNearestPictureAsProofOfItself() {
        // What one picture shows is mostly noise: mutually nearest by the whole descriptor, but not by two halves of
        // its numbers.
        Yard noisy = new Yard(40, 3, 0, 3);
        DescribedSite site = DescribedSite.of(noisy.ofOnePicture(), noisy.crops());

        LinkPurity purity = LinkPurity.of(site, SiteLinks.mutual(site));

        assertThat(purity.judged()).isGreaterThanOrEqualTo(8);
        assertThat(purity.share()).isLessThan(.6);
    }

    @Test
    void shouldJudgeNothingWhereNothingIsLinked() {
        assertThat(LinkPurity.of(yard.described(), List.of())).isEqualTo(new LinkPurity(0, 0));
        assertThat(new LinkPurity(0, 0).share()).isEqualTo(1);
    }
}
