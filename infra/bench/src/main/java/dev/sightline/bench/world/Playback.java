package dev.sightline.bench.world;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.FrameModel;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays a world as the trackers of its cameras would report it: two frames a second from every camera, in the order of
 * event time; a visit is reported from its second frame on, then once a second, and closed five seconds after its last
 * frame.
 */
final class Playback {
    static final String SITE = "world";
    private static final long FRAME_US = 500_000;
    private static final long REFRESH_US = 1_000_000;
    private static final long LOST_US = 5_000_000;
    private static final long TAIL_US = 90_000_000;
    private static final int CONFIRM = 2;

    private final World world;
    private final List<List<Shown>> open = new ArrayList<>();
    private final Map<String, Integer> frames = new HashMap<>();
    private int next;

    Playback(World world) {
        this.world = world;
        for (int c = 0; c < world.cameras(); c++) {
            open.add(new ArrayList<>());
        }
    }

    /** Frames that showed each tracklet; those of too few to be reported are missing. Complete after {@link #play}. */
    Map<String, Integer> frames() {
        return Map.copyOf(frames);
    }

    /** Plays everything once. */
    void play(Consumer<TrackerFrame> to) {
        List<Visit> visits = world.visits();
        long end = visits.stream().mapToLong(Visit::endUs).max().orElse(0) + TAIL_US;
        long sequence = 0;
        for (long tick = 0; tick <= end; tick += FRAME_US) {
            sequence++;
            for (int camera = 0; camera < world.cameras(); camera++) {
                long time = tick + camera * FRAME_US / world.cameras();
                to.accept(frame(camera, time, sequence, tick + FRAME_US > end));
            }
        }
    }

    private TrackerFrame frame(int camera, long time, long sequence, boolean last) {
        arrive(time, sequence);
        TrackerFrame.Builder frame = TrackerFrame.newBuilder()
                .setCameraId(Visit.cameraId(camera))
                .setSiteId(SITE)
                .setSession(1)
                .setSequence(sequence)
                .setCaptureTimeUs(time)
                .setWidth(1920)
                .setHeight(1080)
                .setEndOfStream(last);
        Iterator<Shown> all = open.get(camera).iterator();
        while (all.hasNext()) {
            Shown shown = all.next();
            if (show(shown, frame)) {
                all.remove();
            }
        }
        if (frame.getBoxesCount() > 0) {
            frame.addModels(FrameModel.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setModelId(world.looks().modelId()));
        }
        return frame.build();
    }

    private void arrive(long time, long sequence) {
        while (next < world.visits().size() && world.visits().get(next).startUs() <= time) {
            Visit visit = world.visits().get(next++);
            int most = (int) ((visit.endUs() - visit.startUs()) / FRAME_US) + 2;
            List<Shown> here = open.get(visit.camera());
            here.add(new Shown(visit, world.looks().crops(visit, most), sequence, freePlace(here)));
        }
    }

    /** Adds what the frame shows of a visit; true once it is over. */
    private boolean show(Shown shown, TrackerFrame.Builder frame) {
        Visit visit = shown.visit();
        long time = frame.getCaptureTimeUs();
        if (time <= visit.endUs()) {
            shown.see(time, frame.getSequence());
            frame.addBoxes(box(shown));
            if (shown.seen() >= CONFIRM && (!shown.reported() || time - shown.updatedUs() >= REFRESH_US)) {
                Phase phase = shown.reported() ? Phase.PHASE_REFRESHED : Phase.PHASE_CONFIRMED;
                frame.addUpdates(shown.update(phase, time));
            }
            return false;
        }
        if (time < visit.endUs() + LOST_US) {
            return false;
        }
        if (shown.reported()) {
            frame.addUpdates(shown.update(Phase.PHASE_CLOSED, time));
            frames.put(visit.trackletId(), shown.seen());
        }
        return true;
    }

    private static int freePlace(List<Shown> here) {
        int place = 0;
        while (taken(here, place)) {
            place++;
        }
        return place;
    }

    private static boolean taken(List<Shown> here, int place) {
        return here.stream().anyMatch(s -> s.place() == place);
    }

    private static FrameBox box(Shown shown) {
        return FrameBox.newBuilder()
                .setTrackletId(shown.visit().trackletId())
                .setScore(0.9f)
                .setBox(Box.newBuilder()
                        .setX(20 + 120 * (shown.place() % 15))
                        .setY(200)
                        .setWidth(80)
                        .setHeight(200))
                .build();
    }
}
