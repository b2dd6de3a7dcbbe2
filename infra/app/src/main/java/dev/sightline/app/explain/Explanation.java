package dev.sightline.app.explain;

import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exclusion;
import dev.sightline.contracts.v1.IdentityEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The decisions about one tracklet, for people: what was known then, for and against whom it spoke, and what was required. */
final class Explanation {
    private static final String END = System.lineSeparator();

    private Explanation() {}

    /** @param decisions about one tracklet and the identities that it had, in their order */
    static String of(String trackletId, List<IdentityEvent> decisions) {
        StringBuilder text = new StringBuilder();
        for (IdentityEvent event : decisions) {
            decision(trackletId, event, text);
        }
        return text.toString();
    }

    private static void decision(String trackletId, IdentityEvent event, StringBuilder text) {
        Evidence evidence = event.getEvidence();
        String what = event.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
        text.append(Instant.EPOCH.plus(event.getEventTimeUs(), ChronoUnit.MICROS))
                .append("  ")
                .append(what);
        if (!event.getIdentityId().isEmpty()) {
            text.append(' ').append(event.getIdentityId());
        }
        if (!event.getOtherIdentityId().isEmpty()) {
            text.append(" (before: ").append(event.getOtherIdentityId()).append(')');
        }
        String because = event.getTrackletId();
        if (!because.isEmpty() && !because.equals(trackletId)) {
            text.append(", for ").append(because);
        }
        text.append(event.getLate() ? ", late" : "").append(END);
        line(text, evidence.getSummary());
        if (evidence.getCandidatesCount() > 0) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "compared with %d known; natural logs of likelihood ratios:",
                            evidence.getGallerySize()));
        }
        evidence.getCandidatesList().forEach(candidate -> line(text, candidate(candidate)));
        evidence.getComparisonsList().forEach(comparison -> line(text, comparison(comparison)));
        if (evidence.getRequiredMargin() > 0) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "ahead of the runner-up by %.2f; required %.2f",
                            evidence.getMargin(),
                            evidence.getRequiredMargin()));
        }
        for (Exclusion exclusion : evidence.getExclusionsList()) {
            line(text, "not " + exclusion.getIdentityId() + ": " + exclusion.getReason());
        }
    }

    private static String candidate(CandidateEvidence candidate) {
        String seen = candidate.getLastCameraId().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; last seen in %s, %.1f s before",
                        candidate.getLastCameraId(),
                        candidate.getLastSeenAgoUs() / 1e6);
        return String.format(
                Locale.ROOT,
                "  %s: %.2f = looks %.2f, place and time %.2f; as alike: %.4g of other people, may link: %.4g%s",
                candidate.getIdentityId(),
                candidate.getLooks() + candidate.getTransit(),
                candidate.getLooks(),
                candidate.getTransit(),
                candidate.getFmr(),
                candidate.getAllowedFmr(),
                seen);
    }

    private static String comparison(Comparison comparison) {
        String part =
                comparison.getModality().name().substring("MODALITY_".length()).toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT,
                "  %s of %s at %.3f, within %.3f links (%s, %s%s)",
                part,
                comparison.getIdentityId(),
                comparison.getSquaredDistance(),
                comparison.getThreshold(),
                comparison.getModelId(),
                comparison.getCalibration(),
                comparison.getSiteCorrection() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %+.3f by strangers of this site", comparison.getSiteCorrection()));
    }

    private static void line(StringBuilder text, String line) {
        if (!line.isEmpty()) {
            text.append("    ").append(line).append(END);
        }
    }
}
