package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.evidence.PlaceAndTime.Arrival;
import dev.sightline.matcher.link.evidence.StrangersHere.Correction;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the distances of one tracklet to an identity into evidence.
 *
 * @param compared the tracklet's modalities
 * @param plausible the share of everybody known who could be here now
 * @param without the tracklet whose exemplars do not count
 */
record Weighing(LinkPolicy policy, SiteMemory memory, List<Compared> compared, double plausible, String without) {
    /** Place and time by which it can hardly be: a factor of 20 against it. */
    private static final double HARDLY = 3;

    /**
     * The evidence that it is one identity.
     *
     * @return empty when there is nothing to compare with
     */
    Optional<Candidate> weigh(Arrival arrival) {
        List<ModalityMatch> matches = List.of();
        double allowed = 0;
        double looks = 0;
        boolean face = false;
        for (Compared one : compared) {
            Optional<Match> near = one.near(arrival.identityId());
            if (near.isPresent()) {
                ModalityMatch match = match(one, near.get());
                double rate = allowedFmr(one, match, arrival.ratio());
                looks += match.logLikelihoodRatio();
                allowed = Math.max(allowed, rate);
                face |= one.isFace() && match.fmr() <= rate * (1 + 1e-9);
                matches = with(matches, match);
            }
        }
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        double fmr = matches.size() == 1
                ? matches.get(0).fmr()
                : ModalityMatch.fmrOfSum(looks, matches.get(0), matches.get(1));
        return Optional.of(new Candidate(
                arrival.identityId(), matches, looks, arrival.ratio(), arrival.last(), fmr, allowed, face));
    }

    private static List<ModalityMatch> with(List<ModalityMatch> matches, ModalityMatch more) {
        if (matches.isEmpty()) {
            return List.of(more);
        }
        List<ModalityMatch> all = new ArrayList<>(matches);
        all.add(more);
        return List.copyOf(all);
    }

    /** By the exemplars of other cameras or by those of its own, whichever say more. */
    private ModalityMatch match(Compared one, Match near) {
        Correction correction = one.correction(near);
        Optional<Identity> identity = memory.identity(near.identityId());
        double chances = identity.isPresent() ? Chances.of(identity.get(), one.modality(), without) : 1;
        if (Double.isInfinite(near.within())) {
            return match(one, near.across(), correction.across(), 1, chances);
        }
        double strictness = one.strangers().strictness(policy.gallery().sameCamera());
        ModalityMatch within = match(one, near.within(), correction.within(), strictness, chances);
        if (Double.isInfinite(near.across())) {
            return within;
        }
        ModalityMatch across = match(one, near.across(), correction.across(), 1, chances);
        return within.fmr() >= across.fmr() ? across : within;
    }

    private static ModalityMatch match(
            Compared one, double measured, double correction, double strictness, double chances) {
        return new ModalityMatch(
                one.probe(), one.scale(), Correction.corrected(measured, correction), correction, strictness, chances);
    }

    /**
     * The rate that may link here. Never less than what the calibration's sample can show, unless place and time clearly
     * speak against it.
     */
    private double allowedFmr(Compared one, ModalityMatch match, double transit) {
        Rates rates = one.isFace() ? policy.face() : policy.body();
        double known = Math.max(1, plausible * (match.sameCamera() ? one.within() : one.across()));
        double shared = Math.min(rates.fmr(), rates.fpir() / known) * Math.exp(transit);
        double shown = match.leastFmr() * Math.min(1, Math.exp(transit + HARDLY));
        return Math.min(policy.mostFmr(), Math.max(shared, shown));
    }
}
