package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exclusion;
import dev.sightline.contracts.v1.Modality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Collects the reasons of one decision and words them. For one decision, one thread. */
final class EvidenceBuilder {
    private static final int MOST_EXCLUSIONS = 5;

    private final Map<String, String> exclusions = new LinkedHashMap<>();
    private final List<ModalityResult> results = new ArrayList<>();
    private final TreeSet<String> uncalibrated = new TreeSet<>();
    private final int excludedInAll;

    EvidenceBuilder(Map<String, String> excluded) {
        excludedInAll = excluded.size();
    }

    void compared(ModalityResult result) {
        results.add(result);
    }

    void uncalibrated(String modelId) {
        uncalibrated.add(modelId);
    }

    /** Called nearest first; the nearest few are kept. */
    void excluded(String identityId, String reason) {
        if (exclusions.size() < MOST_EXCLUSIONS) {
            exclusions.putIfAbsent(identityId, reason);
        }
    }

    Evidence linked(ModalityResult by) {
        var best = by.best().orElseThrow();
        String rival = by.candidates().size() < 2
                ? "no rival"
                : by.sameAsBest() ? "the runner-up may be the same person" : text("rival %.3f farther", by.margin());
        return build(
                text(
                        "%s of %s at %.3f, within %.3f; %s",
                        word(by.probe().modality()),
                        best.identityId(),
                        best.squaredDistance(),
                        best.threshold(),
                        rival),
                by.fmr());
    }

    Evidence unclear(ModalityResult near) {
        var best = near.best().orElseThrow();
        String why = near.under()
                ? text("but its rival is only %.3f farther", near.margin())
                : text("beyond %.3f", best.threshold());
        return build(
                text(
                        "%s could be %s at %.3f, %s; waiting for more",
                        word(near.probe().modality()), best.identityId(), best.squaredDistance(), why),
                near.fmr());
    }

    Evidence created(List<ModalityResult> all) {
        String nobody = all.stream()
                .filter(r -> r.best().isPresent())
                .findFirst()
                .map(r -> r.under()
                        ? text("two identities are alike, %.3f apart", r.margin())
                        : text(
                                "nearest %s at %.3f, beyond %.3f",
                                word(r.probe().modality()),
                                r.best().orElseThrow().squaredDistance(),
                                r.best().orElseThrow().threshold()))
                .orElse("nobody to compare with");
        return build("new: " + nobody, all.isEmpty() ? 0 : all.get(0).fmr());
    }

    Evidence tooLittle(TrackletProgress state, EvidencePolicy policy) {
        return build(
                text(
                        "too little to decide: %d good crops, confirmed %d times; needs %d crops, twice",
                        state.crops(), state.confirmations(), policy.minCrops()),
                results.isEmpty() ? 0 : results.get(0).fmr());
    }

    private Evidence build(String summary, double fmr) {
        StringBuilder text = new StringBuilder(summary);
        for (ModalityResult result : results) {
            if (result.scale().comparison() == dev.sightline.contracts.calibration.Comparison.CROP_CROP) {
                text.append("; compared by single crops: ")
                        .append(result.probe().mean().modelId())
                        .append(" has no tracklet-exemplar calibration");
            }
            if (result.atLimit()) {
                text.append(text(
                        "; the calibration of %s shows no rate below %.2g",
                        result.probe().mean().modelId(), result.fmr()));
            }
        }
        if (!uncalibrated.isEmpty()) {
            text.append("; not compared, no calibration: ").append(String.join(", ", uncalibrated));
        }
        if (excludedInAll > 0) {
            text.append("; ").append(excludedInAll).append(" excluded");
        }
        Evidence.Builder message = Evidence.newBuilder()
                .setSummary(text.toString())
                .setTargetFmr(fmr)
                .setGallerySize(results.stream()
                        .mapToInt(ModalityResult::gallerySize)
                        .max()
                        .orElse(0));
        for (ModalityResult result : results) {
            for (Comparison comparison : result.comparisons()) {
                message.addComparisons(comparison);
            }
        }
        exclusions.forEach((id, reason) ->
                message.addExclusions(Exclusion.newBuilder().setIdentityId(id).setReason(reason)));
        return message.build();
    }

    private static String word(Modality modality) {
        return modality == Modality.MODALITY_FACE ? "face" : "body";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
