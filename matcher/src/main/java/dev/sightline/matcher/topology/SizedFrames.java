package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a crowd makes within the size of a record. A record that is too large for Kafka aborts the transaction it is
 * in, and the same observation would make it again after every restart. So the frame of a crowd goes out as several records,
 * in order ({@link FrameParts} puts them together). One tracklet that is too large alone is made smaller: first without
 * pictures, then without exemplars, which later updates bring again. What is too large even so is refused.
 */
final class SizedFrames {
    /** What a message around a share adds to it: field numbers and lengths. */
    private static final int AROUND = 32;

    /**
     * Largest record for a site, however large Kafka would let it be: brokers of other people take a megabyte, and large
     * requests hold up small ones.
     */
    static final int PART_BYTES = 960 << 10;

    private final int mostBytes;
    private final int partBytes;
    private final MatcherMeters meters;

    SizedFrames(int mostBytes, MatcherMeters meters) {
        this.mostBytes = mostBytes;
        this.partBytes = Math.min(mostBytes, PART_BYTES);
        this.meters = meters;
    }

    boolean fits(int bytes) {
        return bytes <= mostBytes;
    }

    /** The records for the site, in order; empty when one tracklet alone is too large. */
    List<SiteInput> inputs(TrackerFrame frame) {
        SiteInput whole = SiteInput.newBuilder().setFrame(frame).build();
        if (whole.getSerializedSize() <= partBytes) {
            return List.of(whole);
        }
        TrackerFrame head = frame.toBuilder().clearUpdates().clearBoxes().build();
        List<TrackerFrame.Builder> parts = new ArrayList<>();
        Filling filling = new Filling(head, partBytes - head.getSerializedSize() - AROUND, parts);
        for (TrackletUpdate update : frame.getUpdatesList()) {
            Optional<TrackletUpdate> sized = sized(update, filling.room);
            if (sized.isEmpty()) {
                return List.of();
            }
            filling.part(sized.get().getSerializedSize()).addUpdates(sized.get());
        }
        for (FrameBox box : frame.getBoxesList()) {
            filling.part(box.getSerializedSize()).addBoxes(box);
        }
        List<SiteInput> inputs = new ArrayList<>();
        for (TrackerFrame.Builder part : parts) {
            part.setPart(inputs.size()).setParts(parts.size());
            inputs.add(SiteInput.newBuilder().setFrame(part).build());
        }
        return inputs;
    }

    private Optional<TrackletUpdate> sized(TrackletUpdate update, int room) {
        if (update.getSerializedSize() <= room - AROUND) {
            return Optional.of(update);
        }
        meters.reduced("frame", "crops");
        TrackletUpdate.Builder smaller = update.toBuilder();
        smaller.getExemplarsBuilderList().forEach(Exemplar.Builder::clearCropJpeg);
        if (smaller.build().getSerializedSize() > room - AROUND) {
            meters.reduced("frame", "exemplars");
            smaller.clearExemplars();
        }
        TrackletUpdate left = smaller.build();
        return left.getSerializedSize() <= room - AROUND ? Optional.of(left) : Optional.empty();
    }

    /** Parts that are filled one after the other. */
    private static final class Filling {
        private final TrackerFrame head;
        private final int room;
        private final List<TrackerFrame.Builder> parts;
        private int left;

        Filling(TrackerFrame head, int room, List<TrackerFrame.Builder> parts) {
            this.head = head;
            this.room = room;
            this.parts = parts;
        }

        /** The part that takes the next {@code bytes}. */
        TrackerFrame.Builder part(int bytes) {
            if (parts.isEmpty() || left < bytes + AROUND) {
                parts.add(head.toBuilder());
                left = room;
            }
            left -= bytes + AROUND;
            return parts.get(parts.size() - 1);
        }
    }
}
