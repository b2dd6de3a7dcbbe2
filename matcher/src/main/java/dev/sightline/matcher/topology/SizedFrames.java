package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.matcher.track.CameraTracker;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps what a crowd makes within the size of a record. A record that is too large for Kafka aborts the transaction it is
 * in, and the same observation would make it again after every restart; so it is made smaller before it is sent: first
 * without pictures, then without exemplars, which later updates bring again. What is too large even so is refused.
 */
final class SizedFrames {
    private final int mostBytes;
    private final MatcherMeters meters;

    SizedFrames(int mostBytes, MatcherMeters meters) {
        this.mostBytes = mostBytes;
        this.meters = meters;
    }

    boolean fits(int bytes) {
        return bytes <= mostBytes;
    }

    /** The record for the site; empty when nothing can be left out any more. */
    Optional<SiteInput> input(TrackerFrame frame) {
        SiteInput whole = SiteInput.newBuilder().setFrame(frame).build();
        if (fits(whole.getSerializedSize())) {
            return Optional.of(whole);
        }
        meters.reduced("frame", "crops");
        SiteInput uncropped = input(frame, SizedFrames::withoutCrops);
        if (fits(uncropped.getSerializedSize())) {
            return Optional.of(uncropped);
        }
        meters.reduced("frame", "exemplars");
        SiteInput bare = input(frame, TrackletUpdate.Builder::clearExemplars);
        return fits(bare.getSerializedSize()) ? Optional.of(bare) : Optional.empty();
    }

    /** What the tracker knows, to be stored; empty when nothing can be left out any more. */
    Optional<byte[]> state(CameraTracker tracker) {
        byte[] state = tracker.save();
        if (!fits(state.length)) {
            meters.reduced("state", "crops");
            tracker.dropCrops();
            state = tracker.save();
        }
        if (!fits(state.length)) {
            meters.reduced("state", "exemplars");
            tracker.dropExemplars();
            state = tracker.save();
        }
        return fits(state.length) ? Optional.of(state) : Optional.empty();
    }

    private static SiteInput input(TrackerFrame frame, Consumer<TrackletUpdate.Builder> change) {
        TrackerFrame.Builder smaller = frame.toBuilder();
        smaller.getUpdatesBuilderList().forEach(change);
        return SiteInput.newBuilder().setFrame(smaller).build();
    }

    private static void withoutCrops(TrackletUpdate.Builder update) {
        update.getExemplarsBuilderList().forEach(Exemplar.Builder::clearCropJpeg);
    }
}
