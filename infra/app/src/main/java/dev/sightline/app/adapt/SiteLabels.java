package dev.sightline.app.adapt;

import dev.sightline.trainer.adapt.AdaptPolicy;
import dev.sightline.trainer.adapt.DescribedSite;
import dev.sightline.trainer.adapt.FrozenPart;
import dev.sightline.trainer.adapt.LearningSet;
import dev.sightline.trainer.adapt.LinkPurity;
import dev.sightline.trainer.adapt.ObservedSite;
import dev.sightline.trainer.adapt.SiteLinks;
import dev.sightline.trainer.pair.LabeledPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The labels that a site gives itself, as one round believes them, and what of them was refused.
 *
 * @param site who was seen
 * @param policy what is believed
 * @param report hears what was found
 */
record SiteLabels(ObservedSite site, AdaptPolicy policy, AdaptReport report) {

    /** Whether tracklets or the links that came with them do not hold; the report then says why. */
    boolean unsound(DescribedSite seen) {
        LinkPurity tracklets = LinkPurity.ofTracklets(seen);
        report.note(
                "tracklets",
                site.tracklets().size(),
                site.tracklets().size() + " tracklets of " + site.cameras().size() + " cameras, " + site.strangers()
                        + " pairs of them there at one time, " + site.byPeople() + " labels by people.");
        report.note(
                "tracklets that hold",
                tracklets.share(),
                "Tracklets whose other half is nearest: " + tracklets.text() + ".");
        double least = policy.links().leastPurity();
        if (tracklets.judged() > 0 && tracklets.share() < least) {
            report.refuse("only " + tracklets.text() + " of the tracklets find their own other half, at least " + least
                    + " are needed: tracklets mix people, or the model sees nothing here; look at a few of them");
            return true;
        }
        return givenLinksAreWrong(seen);
    }

    private boolean givenLinksAreWrong(DescribedSite seen) {
        List<LabeledPair> given = site.givenLinks();
        if (given.isEmpty()) {
            return false;
        }
        List<LabeledPair> holding = site.holding(given);
        LinkPurity purity = LinkPurity.of(seen, holding);
        report.note(
                "links given",
                given.size(),
                given.size() + " links came with the tracklets; " + (given.size() - holding.size())
                        + " contradict people or clocks; of the others " + purity.text() + " come round.");
        report.note("purity of links given", purity.share(), "");
        boolean wrong = purity.share() < policy.links().leastPurity() || holding.size() < given.size() / 2.0;
        if (wrong) {
            report.refuse("the links between cameras do not hold: " + purity.text() + " come round, at least "
                    + policy.links().leastPurity() + " are needed, and " + (given.size() - holding.size()) + " of "
                    + given.size() + " contradict people or clocks. Nothing is learned from this site until they do;"
                    + " look at its links, and calibrate the model here");
        }
        return wrong;
    }

    /** Who never trains. */
    FrozenPart frozen(DescribedSite seen) {
        List<LabeledPair> same =
                new ArrayList<>(site.stated().stream().filter(LabeledPair::same).toList());
        same.addAll(believed(seen, 0));
        FrozenPart frozen = FrozenPart.of(site.tracklets(), same, policy);
        report.note(
                "frozen",
                frozen.tracklets().size(),
                frozen.tracklets().size() + " tracklets are frozen: they never train and judge the result.");
        return frozen;
    }

    /** What a round learns from. */
    LearningSet learningSet(DescribedSite seen, FrozenPart frozen, int round) throws IOException {
        List<LabeledPair> labels = new ArrayList<>(site.stated());
        List<LabeledPair> links = believed(seen, round);
        labels.addAll(links);
        LearningSet set = LearningSet.of(site, labels, frozen, seen, policy);
        report.note(
                "round " + round,
                set.people(),
                "Round " + round + " learns from " + set.people() + " tracklets or people; " + set.joined()
                        + " are joined across cameras, " + set.returns()
                        + " tracklets are left out because they may be somebody who came back, "
                        + set.contradictions() + " labels contradict better ones.");
        return set;
    }

    /** Links that came with the tracklets and those that the model finds now, where enough of them hold. */
    private List<LabeledPair> believed(DescribedSite seen, int round) {
        List<LabeledPair> found =
                site.holding(SiteLinks.of(seen, site.stated(), policy.links()).links());
        LinkPurity purity = LinkPurity.of(seen, found);
        boolean hold = purity.share() >= policy.links().leastPurity();
        if (round > 0) {
            report.note(
                    "links of round " + round,
                    found.size(),
                    "Round " + round + " finds " + found.size() + " clear links, of which " + purity.text()
                            + " come round" + (hold ? "." : ": too few, so none is believed."));
        }
        Set<LabeledPair> links = new LinkedHashSet<>(site.holding(site.givenLinks()));
        if (hold) {
            links.addAll(found);
        }
        return List.copyOf(links);
    }
}
