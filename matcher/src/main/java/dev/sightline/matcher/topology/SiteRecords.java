package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.matcher.topology.SiteRecordProcessor.ForOneSite;
import dev.sightline.matcher.v1.SiteInput;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads and checks what is said to sites beside the frames of their cameras. */
final class SiteRecords {
    /** What people said; the rest are the system's own labels for training. */
    private static final Set<PairLabel.Source> PEOPLE =
            EnumSet.of(PairLabel.Source.SOURCE_OPERATOR, PairLabel.Source.SOURCE_IMPORT);

    private SiteRecords() {}

    static Optional<ForOneSite> redescription(String key, byte[] value) throws InvalidProtocolBufferException {
        Redescription redescription = Redescription.parseFrom(value);
        requireSite("redescription", key, redescription.getSiteId());
        redescription.getExemplarsList().forEach(SiteRecords::require);
        return forSite(redescription.getSiteId(), SiteInput.newBuilder().setRedescription(redescription));
    }

    /** What people say of two tracklets; labels of crops, and the system's own, are for training alone. */
    static Optional<ForOneSite> feedback(String key, byte[] value) throws InvalidProtocolBufferException {
        Feedback feedback = Feedback.parseFrom(value);
        requireSite("feedback", key, feedback.getSiteId());
        PairLabel pair = feedback.getPair();
        if (!PEOPLE.contains(pair.getSource()) || !pair.getCropUri().isEmpty()) {
            return Optional.empty();
        }
        String left = pair.getTrackletId();
        String right = pair.getOtherTrackletId();
        if (feedback.getFeedbackId().isEmpty() || left.isEmpty() || right.isEmpty() || left.equals(right)) {
            throw new IllegalArgumentException("feedback '" + feedback.getFeedbackId() + "' about the tracklets '"
                    + left + "' and '" + right + "' cannot be obeyed; it needs an id and two different tracklets");
        }
        return forSite(feedback.getSiteId(), SiteInput.newBuilder().setFeedback(feedback));
    }

    static Optional<ForOneSite> erasure(String key, byte[] value) throws InvalidProtocolBufferException {
        Erasure erasure = Erasure.parseFrom(value);
        Ids.requireName("site", erasure.getSiteId());
        if (erasure.getErasureId().isEmpty() || !key.equals(erasure.getIdentityId())) {
            throw new IllegalArgumentException("the erasure '" + erasure.getErasureId() + "' of identity '"
                    + erasure.getIdentityId() + "' has the key '" + key
                    + "'; it needs an id, and the key must be the identity id");
        }
        if (!erasure.getIdentityId().startsWith(erasure.getSiteId() + "/")) {
            throw new IllegalArgumentException(
                    "identity '" + erasure.getIdentityId() + "' is not one of site '" + erasure.getSiteId() + "'");
        }
        return forSite(erasure.getSiteId(), SiteInput.newBuilder().setErasure(erasure));
    }

    private static Optional<ForOneSite> forSite(String siteId, SiteInput.Builder input) {
        return Optional.of(new ForOneSite(siteId, input.build()));
    }

    private static void requireSite(String noun, String key, String siteId) {
        Ids.requireName("site", siteId);
        if (!key.equals(siteId)) {
            throw new IllegalArgumentException(
                    "the " + noun + " of site '" + siteId + "' has the key '" + key + "'; the key must be the site id");
        }
    }

    /** The gallery takes it as it is later on. */
    private static void require(RedescribedExemplar exemplar) {
        if (exemplar.getTrackletId().isEmpty()
                || UnitVector.of(exemplar.getVector()).modelId().isEmpty()) {
            throw new IllegalArgumentException("a re-embedded exemplar needs the id of its tracklet and of its model");
        }
        Modality modality = exemplar.getModality();
        if (modality != Modality.MODALITY_PERSON && modality != Modality.MODALITY_FACE) {
            throw new IllegalArgumentException("a re-embedded exemplar of tracklet '" + exemplar.getTrackletId()
                    + "' has modality " + modality + "; allowed: MODALITY_PERSON, MODALITY_FACE");
        }
    }
}
