package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;
import java.util.Comparator;

/**
 * What people said last of two tracklets.
 *
 * @param same they show the same person; else two people
 * @param withdrawn nothing is said of the pair any more; kept so that an earlier statement that comes later is not obeyed
 * @param by who said it; may be empty
 * @param timeUs when
 * @param moved what obeying it moved
 */
public record Statement(
        String feedbackId, TrackletPair pair, boolean same, boolean withdrawn, String by, long timeUs, Moved moved) {
    /** The later of two counts. */
    static final Comparator<Statement> BY_TIME =
            Comparator.comparingLong(Statement::timeUs).thenComparing(Statement::feedbackId);

    /** Nobody moved by it yet. */
    Statement(String feedbackId, TrackletPair pair, boolean same, boolean withdrawn, String by, long timeUs) {
        this(feedbackId, pair, same, withdrawn, by, timeUs, Moved.NOBODY);
    }

    public Statement having(Moved now) {
        return new Statement(feedbackId, pair, same, withdrawn, by, timeUs, now);
    }

    public static Statement of(Feedback feedback) {
        PairLabel label = feedback.getPair();
        return new Statement(
                feedback.getFeedbackId(),
                new TrackletPair(label.getTrackletId(), label.getOtherTrackletId()),
                label.getSame(),
                label.getWithdrawn(),
                feedback.getBy(),
                feedback.getTimeUs());
    }

    public String trackletId() {
        return pair.first();
    }

    public String otherTrackletId() {
        return pair.second();
    }

    /** The other one of the two tracklets. */
    public String other(String trackletId) {
        return pair.other(trackletId);
    }
}
