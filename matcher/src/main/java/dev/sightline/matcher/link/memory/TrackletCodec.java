package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.matcher.link.memory.Tracklet.Link;
import dev.sightline.matcher.link.memory.Tracklet.Span;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.ProbeState;
import java.nio.ByteBuffer;

/** Writes and reads what is stored of a tracklet, bit for bit. */
final class TrackletCodec {
    private TrackletCodec() {}

    static byte[] write(Tracklet tracklet) {
        OpenTracklet.Builder state = OpenTracklet.newBuilder()
                .setTrackletId(tracklet.trackletId())
                .setCameraId(tracklet.cameraId())
                .setSession(tracklet.origin().session())
                .setKind(tracklet.kind());
        write(tracklet.span(), state);
        write(tracklet.link(), state);
        write(tracklet.shown(), state);
        write(tracklet.course(), state);
        return state.build().toByteArray();
    }

    static Tracklet read(byte[] entry) throws InvalidProtocolBufferException {
        OpenTracklet state = OpenTracklet.parseFrom(entry);
        return new Tracklet(
                new Origin(state.getTrackletId(), state.getCameraId(), state.getSession(), state.getKind()),
                span(state),
                new Link(state.getIdentityId(), state.getLinkState(), state.getCandidateId(), state.getEvidence()),
                shown(state),
                course(state));
    }

    /** @param timeUs when a tracklet was last seen */
    static byte[] writeSeen(long timeUs) {
        return ByteBuffer.allocate(Long.BYTES).putLong(timeUs).array();
    }

    static long seenUs(byte[] entry) {
        return ByteBuffer.wrap(entry).getLong();
    }

    private static void write(Span span, OpenTracklet.Builder state) {
        state.setStartUs(span.startUs())
                .setSeenUs(span.seenUs())
                .setUpdatedUs(span.updatedUs())
                .setFirstSequence(span.frames().first())
                .setLastSequence(span.frames().last());
    }

    private static Span span(OpenTracklet state) {
        return new Span(
                state.getStartUs(),
                state.getSeenUs(),
                state.getUpdatedUs(),
                new FrameSpan(state.getFirstSequence(), state.getLastSequence()));
    }

    private static void write(Link link, OpenTracklet.Builder state) {
        state.setIdentityId(link.identityId()).setLinkState(link.state()).setCandidateId(link.candidateId());
        if (!link.evidence().equals(Evidence.getDefaultInstance())) {
            state.setEvidence(link.evidence());
        }
    }

    private static void write(Shown shown, OpenTracklet.Builder state) {
        state.setConfirmations(shown.confirmations())
                .setDescribed(shown.described())
                .setExaminedCrops(shown.examinedCrops())
                .setExaminedModalities(shown.examinedModalities());
        shown.probes().forEach(probe -> state.addProbes(message(probe)));
    }

    private static Shown shown(OpenTracklet state) {
        return new Shown(
                state.getProbesList().stream().map(TrackletCodec::probe).toList(),
                state.getConfirmations(),
                state.getDescribed(),
                state.getExaminedCrops(),
                state.getExaminedModalities());
    }

    private static void write(Course course, OpenTracklet.Builder state) {
        state.setWaitingSinceUs(course.waitingSinceUs())
                .setClosedUs(course.closedUs())
                .setLooks(course.looks())
                .setRevision(course.revision())
                .setCarried(course.carried());
    }

    private static Course course(OpenTracklet state) {
        return new Course(
                state.getWaitingSinceUs(),
                state.getClosedUs(),
                state.getLooks(),
                state.getRevision(),
                state.getCarried());
    }

    private static ProbeState message(Probe probe) {
        ProbeState.Builder state = ProbeState.newBuilder()
                .setModality(probe.modality())
                .setCompactMean(VectorCodec.write(probe.mean()))
                .setCrops(probe.crops());
        return probe.bestCrop() == probe.mean()
                ? state.build()
                : state.setCompactBestCrop(VectorCodec.write(probe.bestCrop())).build();
    }

    private static Probe probe(ProbeState state) {
        UnitVector mean = VectorCodec.read(state.hasCompactMean(), state.getCompactMean(), state.getMean());
        boolean other = state.hasCompactBestCrop() || state.hasBestCrop();
        return new Probe(
                state.getModality(),
                mean,
                other
                        ? VectorCodec.read(state.hasCompactBestCrop(), state.getCompactBestCrop(), state.getBestCrop())
                        : mean,
                state.getCrops());
    }
}
