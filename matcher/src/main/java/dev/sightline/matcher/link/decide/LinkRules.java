package dev.sightline.matcher.link.decide;

import dev.sightline.contracts.assignment.LinearAssignment;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.matcher.link.evidence.Candidate;
import dev.sightline.matcher.link.evidence.Choice;
import dev.sightline.matcher.link.evidence.EvidenceBuilder;
import dev.sightline.matcher.link.evidence.TrackletProgress;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides one tracklet, together with those that are undecided beside it: each is given at most one identity and each
 * identity at most to one of them, so that the evidence of all is as great as can be; nobody who is alike enough means
 * somebody new. Stateless over its policy.
 */
public final class LinkRules {
    /** Who is alike enough is rather that identity than somebody new. */
    private static final double LEAST_CLAIM = 0.01;

    private final LinkPolicy policy;
    private final SiteMemory memory;

    LinkRules(LinkPolicy policy, SiteMemory memory) {
        this.policy = policy;
        this.memory = memory;
    }

    /**
     * A tracklet's question.
     *
     * @param candidates who it could be, best first
     * @param rivals the candidates of tracklets that are undecided and cannot be the same person
     * @param progress what it has shown so far
     * @param evidence takes the reasons
     */
    record Question(
            List<Candidate> candidates,
            List<List<Candidate>> rivals,
            TrackletProgress progress,
            EvidenceBuilder evidence) {}

    LinkDecision decide(Question question) {
        TrackletProgress progress = question.progress();
        Choice choice = choose(question);
        Optional<Candidate> best =
                choice.chosen().or(() -> question.candidates().stream().findFirst());
        boolean links = choice.chosen().isPresent()
                && choice.clear()
                && progress.enough()
                && (decidable(progress)
                        || choice.chosen().get().sure(policy.gallery().strictness()));
        if (links) {
            Candidate linked = choice.chosen().get();
            return new LinkDecision.Linked(
                    linked.identityId(), linked, question.evidence().linked(linked, choice));
        }
        Optional<Candidate> near = best.filter(Candidate::near);
        String candidate = near.map(Candidate::identityId).orElse("");
        if (!progress.mayCreate()) {
            Evidence why = question.evidence().tooLittle(best, progress, policy.evidence());
            return progress.closing() ? new LinkDecision.Rejected(why) : new LinkDecision.Tentative(candidate, why);
        }
        return near.isPresent() && !decidable(progress)
                ? new LinkDecision.Tentative(candidate, question.evidence().unclear(near.get(), choice))
                : new LinkDecision.Created(question.evidence().created(best, choice));
    }

    private Choice choose(Question question) {
        List<Candidate> own = question.candidates();
        Set<String> taken = new HashSet<>();
        Optional<Candidate> chosen = assigned(question, taken);
        if (chosen.isEmpty()) {
            return Choice.NONE;
        }
        Candidate best = chosen.get();
        Optional<Candidate> rival = Optional.empty();
        for (int i = 0; i < own.size() && rival.isEmpty(); i++) {
            Candidate other = own.get(i);
            rival = other != best && !taken.contains(other.identityId()) ? Optional.of(other) : rival;
        }
        boolean same = rival.isPresent() && mayBeSame(best, rival.get());
        double margin = rival.map(r -> best.total() - r.total()).orElse(Double.POSITIVE_INFINITY);
        return new Choice(chosen, rival, same, margin, policy.margin());
    }

    private boolean mayBeSame(Candidate best, Candidate rival) {
        return best.matches().stream()
                .anyMatch(match -> memory.mayBeSame(
                        best.identityId(),
                        rival.identityId(),
                        match.probe(),
                        match.scale()
                                .threshold(best.allowedFmr() * policy.gallery().sameCamera())));
    }

    /** @param taken receives the identities that rivals are given */
    private static Optional<Candidate> assigned(Question question, Set<String> taken) {
        List<Candidate> own = linking(question.candidates());
        if (own.isEmpty() || question.rivals().isEmpty()) {
            return own.stream().findFirst();
        }
        List<List<Candidate>> rows = new ArrayList<>();
        rows.add(own);
        question.rivals().forEach(rival -> rows.add(linking(rival)));
        List<String> columns = rows.stream()
                .flatMap(row -> row.stream().map(Candidate::identityId))
                .distinct()
                .toList();
        double[][] cost = new double[rows.size()][columns.size() + rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            Arrays.fill(cost[r], Double.POSITIVE_INFINITY);
            cost[r][columns.size() + r] = 0;
            for (Candidate candidate : rows.get(r)) {
                cost[r][columns.indexOf(candidate.identityId())] = -Math.max(LEAST_CLAIM, candidate.total());
            }
        }
        int[] pairs = LinearAssignment.minimize(cost);
        for (int r = 1; r < pairs.length; r++) {
            if (pairs[r] < columns.size()) {
                taken.add(columns.get(pairs[r]));
            }
        }
        return own.stream()
                .filter(c -> columns.indexOf(c.identityId()) == pairs[0])
                .findFirst();
    }

    private static List<Candidate> linking(List<Candidate> candidates) {
        return candidates.stream().filter(Candidate::links).toList();
    }

    private boolean decidable(TrackletProgress state) {
        return state.closing() || state.waited().compareTo(policy.patience()) >= 0;
    }
}
