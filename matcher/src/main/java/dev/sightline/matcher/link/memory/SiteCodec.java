package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.matcher.v1.SiteModel;
import dev.sightline.matcher.v1.SiteState;
import dev.sightline.matcher.v1.StatementState;

/** Writes and reads what is stored of a site as a whole, of statements and of waiting descriptions, bit for bit. */
final class SiteCodec {
    private SiteCodec() {}

    static byte[] write(SiteProgress site) {
        SiteState.Builder state = SiteState.newBuilder()
                .setIdentitiesMade(site.identitiesMade())
                .setEventTimeUs(site.eventTimeUs())
                .setTidiedUs(site.tidiedUs())
                .setLookedUs(site.lookedUs());
        for (ServingModel model : site.models()) {
            state.addModels(SiteModel.newBuilder()
                    .setModality(model.modality())
                    .setServing(model.modelId())
                    .setSinceUs(model.sinceUs())
                    .addAllAnnounced(model.announced()));
        }
        return state.build().toByteArray();
    }

    static SiteProgress site(byte[] entry) throws InvalidProtocolBufferException {
        SiteState state = SiteState.parseFrom(entry);
        return new SiteProgress(
                state.getIdentitiesMade(),
                state.getEventTimeUs(),
                state.getTidiedUs(),
                state.getLookedUs(),
                state.getModelsList().stream()
                        .map(m ->
                                new ServingModel(m.getModality(), m.getServing(), m.getSinceUs(), m.getAnnouncedList()))
                        .toList());
    }

    static byte[] write(Statement said) {
        return StatementState.newBuilder()
                .setFeedbackId(said.feedbackId())
                .setTrackletId(said.trackletId())
                .setOtherTrackletId(said.otherTrackletId())
                .setSame(said.same())
                .setBy(said.by())
                .setTimeUs(said.timeUs())
                .setWithdrawn(said.withdrawn())
                .setMovedFrom(said.moved().from())
                .addAllMoved(said.moved().tracklets())
                .setMovedWatchlistId(said.moved().watchlistId())
                .build()
                .toByteArray();
    }

    static Statement statement(byte[] entry) throws InvalidProtocolBufferException {
        StatementState state = StatementState.parseFrom(entry);
        return new Statement(
                state.getFeedbackId(),
                new TrackletPair(state.getTrackletId(), state.getOtherTrackletId()),
                state.getSame(),
                state.getWithdrawn(),
                state.getBy(),
                state.getTimeUs(),
                new Moved(state.getMovedFrom(), state.getMovedList(), state.getMovedWatchlistId()));
    }

    static byte[] write(Redescribed described) {
        ExemplarKey crop = described.crop();
        return RedescribedExemplar.newBuilder()
                .setTrackletId(crop.trackletId())
                .setSession(crop.session())
                .setSequence(crop.sequence())
                .setDetectionIndex(crop.detectionIndex())
                .setModality(crop.modality())
                .setVector(described.vector().toMessage())
                .setCameraId(described.cameraId())
                .build()
                .toByteArray();
    }

    static Redescribed redescribed(byte[] entry) throws InvalidProtocolBufferException {
        return Redescribed.of(RedescribedExemplar.parseFrom(entry));
    }
}
