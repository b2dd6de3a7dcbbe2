package dev.sightline.store.label;

import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.time.EventTime;
import java.time.Instant;

/**
 * A statement about two tracklets or two crops.
 *
 * @param feedbackId the statement's id
 * @param siteId site
 * @param subject what the ids name
 * @param left one of the pair: a tracklet's id, or a crop's address in the crop store
 * @param right the other; {@code left} sorts before it, so a pair is one pair whichever way round it was said
 * @param same whether both show one person
 * @param source what kind of statement it is, never unspecified
 * @param labeller who says so; empty when not said
 * @param time when
 * @param withdrawn takes back what was said of the pair before; {@code same} means nothing then
 */
public record LabeledPair(
        String feedbackId,
        String siteId,
        Subject subject,
        String left,
        String right,
        boolean same,
        PairLabel.Source source,
        String labeller,
        Instant time,
        boolean withdrawn) {

    /** What a label is about. */
    public enum Subject {
        TRACKLET,
        CROP
    }

    public LabeledPair {
        if (left.isEmpty() || right.isEmpty() || left.equals(right)) {
            throw new IllegalArgumentException(
                    "a label is about two different tracklets or crops, got '" + left + "' and '" + right + "'");
        }
        if (left.compareTo(right) > 0) {
            String first = right;
            right = left;
            left = first;
        }
        if (source == PairLabel.Source.SOURCE_UNSPECIFIED || source == PairLabel.Source.UNRECOGNIZED) {
            throw new IllegalArgumentException(
                    "source " + source + " is unknown here; if a newer version wrote it, upgrade and replay");
        }
    }

    /**
     * Reads a statement about a pair.
     *
     * @param written stands in for the time when the statement gives none
     * @throws IllegalArgumentException when it does not name two tracklets or two crops
     */
    public static LabeledPair of(Feedback feedback, Instant written) {
        PairLabel pair = feedback.getPair();
        boolean crops = !pair.getCropUri().isEmpty() || !pair.getOtherCropUri().isEmpty();
        boolean tracklets =
                !pair.getTrackletId().isEmpty() || !pair.getOtherTrackletId().isEmpty();
        if (crops && tracklets) {
            throw new IllegalArgumentException("a label names two tracklets or two crops, not some of each");
        }
        PairLabel.Source source = pair.getSource();
        return new LabeledPair(
                feedback.getFeedbackId(),
                feedback.getSiteId(),
                crops ? Subject.CROP : Subject.TRACKLET,
                crops ? pair.getCropUri() : pair.getTrackletId(),
                crops ? pair.getOtherCropUri() : pair.getOtherTrackletId(),
                pair.getSame(),
                source == PairLabel.Source.SOURCE_UNSPECIFIED ? PairLabel.Source.SOURCE_OPERATOR : source,
                feedback.getBy(),
                feedback.getTimeUs() == 0 ? written : EventTime.of(feedback.getTimeUs()),
                pair.getWithdrawn());
    }

    static LabeledPair of(LabeledPairEntity row) {
        return new LabeledPair(
                row.feedbackId,
                row.siteId,
                Subject.valueOf(row.subject),
                row.left,
                row.right,
                row.same,
                PairLabel.Source.valueOf("SOURCE_" + row.source),
                row.labeller,
                row.time,
                row.withdrawn);
    }
}
