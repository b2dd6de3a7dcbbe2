package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.PresenceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads what is stored of an identity, bit for bit. */
final class IdentityCodec {
    private IdentityCodec() {}

    static byte[] write(Identity identity) {
        IdentityState.Builder state = IdentityState.newBuilder()
                .setIdentityId(identity.id())
                .setCreatedUs(identity.createdUs())
                .setLastSeenUs(identity.lastSeenUs())
                .setWatchlistId(identity.watchlistId());
        identity.exemplars().forEach(exemplar -> state.addExemplars(message(exemplar)));
        identity.presences().forEach(stay -> state.addPresences(message(stay)));
        return state.build().toByteArray();
    }

    static Identity read(byte[] entry) throws InvalidProtocolBufferException {
        IdentityState state = IdentityState.parseFrom(entry);
        List<KeptExemplar> exemplars =
                state.getExemplarsList().stream().map(IdentityCodec::exemplar).toList();
        List<Presence> presences =
                state.getPresencesList().stream().map(IdentityCodec::presence).toList();
        return new Identity(
                state.getIdentityId(),
                state.getCreatedUs(),
                state.getLastSeenUs(),
                exemplars,
                presences,
                state.getWatchlistId());
    }

    private static dev.sightline.matcher.v1.KeptExemplar.Builder message(KeptExemplar exemplar) {
        ExemplarKey crop = exemplar.crop();
        var message = dev.sightline.matcher.v1.KeptExemplar.newBuilder()
                .setTrackletId(crop.trackletId())
                .setModality(crop.modality())
                .setCompact(VectorCodec.write(exemplar.vector()))
                .setCameraId(exemplar.cameraId())
                .setSession(crop.session())
                .setSequence(crop.sequence())
                .setDetectionIndex(crop.detectionIndex())
                .setCaptureTimeUs(exemplar.captureTimeUs());
        exemplar.nextVector().ifPresent(next -> message.setCompactNext(VectorCodec.write(next)));
        return message;
    }

    private static KeptExemplar exemplar(dev.sightline.matcher.v1.KeptExemplar message) {
        return new KeptExemplar(
                new ExemplarKey(
                        message.getTrackletId(),
                        message.getSession(),
                        message.getSequence(),
                        message.getDetectionIndex(),
                        message.getModality()),
                message.getCameraId(),
                message.getCaptureTimeUs(),
                VectorCodec.read(message.hasCompact(), message.getCompact(), message.getVector()),
                next(message));
    }

    private static @Nullable UnitVector next(dev.sightline.matcher.v1.KeptExemplar message) {
        return message.hasCompactNext() || message.hasNextVector()
                ? VectorCodec.read(message.hasCompactNext(), message.getCompactNext(), message.getNextVector())
                : null;
    }

    private static PresenceState.Builder message(Presence stay) {
        return PresenceState.newBuilder()
                .setTrackletId(stay.trackletId())
                .setCameraId(stay.cameraId())
                .setStartUs(stay.startUs())
                .setEndUs(stay.endUs())
                .setKind(stay.kind())
                .setSession(stay.origin().session())
                .setFirstSequence(stay.frames().first())
                .setLastSequence(stay.frames().last())
                .setRevision(stay.revision());
    }

    /** Stays that were stored before 0.2.0 say nothing of session and frames. */
    private static Presence presence(PresenceState state) {
        return new Presence(
                new Origin(state.getTrackletId(), state.getCameraId(), state.getSession(), state.getKind()),
                state.getStartUs(),
                state.getEndUs(),
                new FrameSpan(state.getFirstSequence(), state.getLastSequence()),
                state.getRevision());
    }
}
