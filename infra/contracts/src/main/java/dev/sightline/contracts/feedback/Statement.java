package dev.sightline.contracts.feedback;

import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;

/**
 * Who says something, where and when.
 *
 * @param siteId the site that it is about
 * @param by who says so
 * @param timeUs microseconds since the epoch; makes ids new: saying again what was said and then corrected is a new statement
 */
public record Statement(String siteId, String by, long timeUs) {
    /** Two tracklets show the same person, or two people, as an operator sees it. */
    public Feedback ofTracklets(String tracklet, String other, boolean same) {
        return of(PairLabel.newBuilder()
                .setTrackletId(tracklet)
                .setOtherTrackletId(other)
                .setSame(same)
                .setSource(PairLabel.Source.SOURCE_OPERATOR)
                .build());
    }

    /** A label as a message of the feedback topic, with an id that is equal whenever the statement is. */
    public Feedback of(PairLabel pair) {
        boolean crops = !pair.getCropUri().isEmpty();
        String id = Ids.of(
                "pair-label",
                siteId,
                by,
                crops ? pair.getCropUri() : pair.getTrackletId(),
                crops ? pair.getOtherCropUri() : pair.getOtherTrackletId(),
                Boolean.toString(pair.getSame()),
                Long.toString(timeUs));
        return Feedback.newBuilder()
                .setFeedbackId(id)
                .setSiteId(siteId)
                .setBy(by)
                .setTimeUs(timeUs)
                .setPair(pair)
                .build();
    }
}
