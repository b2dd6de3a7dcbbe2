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
    private static final String CROP = "crop:";

    /** Two tracklets show the same person, or two people, as an operator sees it. */
    public Feedback ofTracklets(String tracklet, String other, boolean same) {
        return of(PairLabel.newBuilder()
                .setTrackletId(tracklet)
                .setOtherTrackletId(other)
                .setSame(same)
                .setSource(PairLabel.Source.SOURCE_OPERATOR)
                .build());
    }

    /** Two stored crops, by their addresses, show the same person, or two people, as an operator sees it. */
    public Feedback ofCrops(String uri, String other, boolean same) {
        return of(PairLabel.newBuilder()
                .setCropUri(uri)
                .setOtherCropUri(other)
                .setSame(same)
                .setSource(PairLabel.Source.SOURCE_OPERATOR)
                .build());
    }

    /** What an operator said of two tracklets, or of two crops, is taken back. */
    public Feedback withdrawn(String left, String right) {
        Feedback said = left.startsWith(CROP) ? ofCrops(left, right, false) : ofTracklets(left, right, false);
        return of(said.getPair().toBuilder().setWithdrawn(true).build());
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
                pair.getWithdrawn() ? "withdrawn" : Boolean.toString(pair.getSame()),
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
