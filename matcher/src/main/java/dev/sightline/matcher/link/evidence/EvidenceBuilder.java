package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exclusion;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.policy.EvidencePolicy;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.TransitTimes.Last;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the reasons of one decision and words them. For one decision, one thread. */
public final class EvidenceBuilder {
    private static final int MOST_EXCLUSIONS = 5;
    private static final int SHOWN = 3;

    private final Map<String, String> exclusions = new LinkedHashMap<>();
    private final TreeMap<String, Scale> scales = new TreeMap<>();
    private final TreeSet<String> uncalibrated = new TreeSet<>();
    private final TreeSet<String> excluded = new TreeSet<>();
    private List<Candidate> candidates = List.of();
    private int gallerySize;

    public EvidenceBuilder(Map<String, String> excluded) {
        this.excluded.addAll(excluded.keySet());
    }

    void compared(Probe probe, Scale scale) {
        scales.put(probe.mean().modelId(), scale);
    }

    void uncalibrated(String modelId) {
        uncalibrated.add(modelId);
    }

    /** The first few are kept. */
    void excluded(String identityId, String reason) {
        excluded.add(identityId);
        if (exclusions.size() < MOST_EXCLUSIONS) {
            exclusions.putIfAbsent(identityId, reason);
        }
    }

    /**
     * @param best who it could be, best first
     * @param known how many are known in all
     */
    void candidates(List<Candidate> best, int known) {
        candidates = best;
        gallerySize = known;
    }

    public Evidence linked(Candidate best, Choice choice) {
        ModalityMatch by = deciding(best);
        String rival = choice.rival().isEmpty()
                ? "no rival"
                : choice.sameAsChosen()
                        ? "the runner-up may be the same person"
                        : "rival " + Decimals.one(choice.margin()) + " behind";
        return build(
                word(by.probe().modality()) + " of " + best.identityId() + " at " + Decimals.three(by.squaredDistance())
                        + ", within " + Decimals.three(threshold(best, by)) + "; evidence "
                        + Decimals.one(best.total()) + place(best) + "; " + rival,
                best.allowedFmr(),
                choice);
    }

    public Evidence unclear(Candidate near, Choice choice) {
        ModalityMatch by = deciding(near);
        String why = near.links()
                ? "but its rival is only " + Decimals.one(choice.margin()) + " behind"
                : "beyond " + Decimals.three(threshold(near, by));
        return build(
                word(by.probe().modality()) + " could be " + near.identityId() + " at "
                        + Decimals.three(by.squaredDistance()) + ", " + why + "; waiting for more",
                near.allowedFmr(),
                choice);
    }

    public Evidence created(Optional<Candidate> best, Choice choice) {
        String nobody = best.map(b -> choice.chosen().isPresent()
                        ? "two identities are alike, " + Decimals.one(choice.margin()) + " apart"
                        : b.links() ? b.identityId() + " belongs to another beside it" : tooFar(b))
                .orElse("nobody to compare with");
        return build("new: " + nobody, best.map(Candidate::allowedFmr).orElse(0.0), choice);
    }

    private static String tooFar(Candidate nearest) {
        ModalityMatch by = deciding(nearest);
        return "nearest " + word(by.probe().modality()) + " at " + Decimals.three(by.squaredDistance()) + ", beyond "
                + Decimals.three(threshold(nearest, by));
    }

    public Evidence tooLittle(Optional<Candidate> best, TrackletProgress state, EvidencePolicy policy) {
        return build(
                "too little to decide: " + state.crops() + " good crops, confirmed " + state.confirmations()
                        + " times; needs " + policy.minCrops() + " crops, twice",
                best.map(Candidate::allowedFmr).orElse(0.0),
                Choice.NONE);
    }

    private Evidence build(String summary, double fmr, Choice choice) {
        StringBuilder text = new StringBuilder(summary);
        scales.forEach((model, scale) -> {
            if (scale.comparesCrops()) {
                text.append("; compared by single crops: ")
                        .append(model)
                        .append(" has no tracklet-exemplar calibration");
            }
            if (fmr > 0 && fmr <= scale.leastFmr() * (1 + 1e-9)) {
                text.append(String.format(
                        Locale.ROOT, "; the calibration of %s shows no rate below %.2g", model, scale.leastFmr()));
            }
        });
        if (!uncalibrated.isEmpty()) {
            text.append("; not compared, no calibration: ").append(String.join(", ", uncalibrated));
        }
        if (!excluded.isEmpty()) {
            text.append("; ").append(excluded.size()).append(" excluded");
        }
        Evidence.Builder message = Evidence.newBuilder()
                .setSummary(text.toString())
                .setTargetFmr(fmr)
                .setGallerySize(gallerySize);
        if (choice.rival().isPresent()) {
            message.setMargin(choice.margin()).setRequiredMargin(choice.required());
        }
        for (int i = 0; i < Math.min(SHOWN, candidates.size()); i++) {
            message.addCandidates(message(candidates.get(i)));
        }
        for (Modality modality : List.of(Modality.MODALITY_FACE, Modality.MODALITY_PERSON)) {
            List<Candidate> shown = candidates.stream()
                    .filter(c -> c.match(modality).isPresent())
                    .limit(SHOWN + 1)
                    .toList();
            for (int i = 0; i < Math.min(SHOWN, shown.size()); i++) {
                message.addComparisons(comparison(
                        shown.get(i),
                        modality,
                        i + 1 < shown.size() ? Optional.of(shown.get(i + 1)) : Optional.empty()));
            }
        }
        exclusions.forEach((id, reason) ->
                message.addExclusions(Exclusion.newBuilder().setIdentityId(id).setReason(reason)));
        return message.build();
    }

    private static CandidateEvidence message(Candidate candidate) {
        CandidateEvidence.Builder message = CandidateEvidence.newBuilder()
                .setIdentityId(candidate.identityId())
                .setLooks(candidate.looks())
                .setTransit(candidate.transit())
                .setFmr(candidate.fmr())
                .setAllowedFmr(candidate.allowedFmr());
        candidate
                .last()
                .ifPresent(last -> message.setLastCameraId(last.cameraId()).setLastSeenAgoUs(last.agoUs()));
        return message.build();
    }

    private static Comparison comparison(Candidate candidate, Modality modality, Optional<Candidate> next) {
        ModalityMatch match = candidate.match(modality).orElseThrow();
        Comparison.Builder message = Comparison.newBuilder()
                .setIdentityId(candidate.identityId())
                .setModality(modality)
                .setModelId(match.probe().mean().modelId())
                .setSquaredDistance(match.squaredDistance())
                .setSiteCorrection(match.correction())
                .setThreshold(threshold(candidate, match))
                .setLogLikelihoodRatio(match.logLikelihoodRatio())
                .setCalibration(match.scale().calibration().comparison().label());
        next.ifPresent(runnerUp -> message.setHasRunnerUp(true)
                .setRunnerUpIdentityId(runnerUp.identityId())
                .setMargin(runnerUp.match(modality).orElseThrow().squaredDistance() - match.squaredDistance()));
        return message.build();
    }

    private static double threshold(Candidate candidate, ModalityMatch match) {
        return match.threshold(candidate.allowedFmr());
    }

    /** The modality that says most. */
    private static ModalityMatch deciding(Candidate candidate) {
        ModalityMatch most = candidate.matches().get(0);
        for (ModalityMatch match : candidate.matches()) {
            most = match.logLikelihoodRatio() > most.logLikelihoodRatio() ? match : most;
        }
        return most;
    }

    private static String place(Candidate candidate) {
        Optional<Last> last = candidate.last();
        if (candidate.transit() == 0) {
            return "";
        }
        String transit = " (" + (candidate.transit() > 0 ? "+" : "") + Decimals.one(candidate.transit())
                + " by place and time: ";
        if (last.isEmpty()) {
            return transit + "first seen where they went on)";
        }
        return transit + last.get().cameraId() + ", " + Decimals.none(last.get().agoUs() / 1e6) + " s ago)";
    }

    private static String word(Modality modality) {
        return modality == Modality.MODALITY_FACE ? "face" : "body";
    }
}
