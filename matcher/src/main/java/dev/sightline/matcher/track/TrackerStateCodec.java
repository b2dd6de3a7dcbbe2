package dev.sightline.matcher.track;

import dev.sightline.matcher.track.AppearanceScale.Moments;
import dev.sightline.matcher.track.AppearanceScale.OfModel;
import dev.sightline.matcher.track.JumpGuard.Position;
import dev.sightline.matcher.v1.AppearanceScaleState;
import dev.sightline.matcher.v1.AppearanceState;
import dev.sightline.matcher.v1.CameraTrackerState;
import dev.sightline.matcher.v1.FrameTimeState;
import dev.sightline.matcher.v1.MomentsState;
import dev.sightline.matcher.v1.SuspectState;
import dev.sightline.matcher.v1.TrackState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes and reads the state of a tracker, bit for bit: the camera's own entry, and the parts of each tracklet. */
final class TrackerStateCodec {
    static final int VERSION = 3;
    /** Of release 0.2.0: everything in one entry. No release wrote version 2. */
    private static final int WHOLE = 1;

    private static final int AXIS = 5;

    private TrackerStateCodec() {}

    static byte[] write(TrackerMemory memory) {
        CameraTrackerState.Builder state = CameraTrackerState.newBuilder()
                .setVersion(VERSION)
                .setStarted(memory.started)
                .setEnded(memory.ended)
                .setSession(memory.session)
                .setSequence(memory.sequence)
                .setNowUs(memory.nowUs)
                .setNextOrdinal(memory.nextOrdinal);
        Position suspect = memory.suspect;
        if (suspect != null) {
            state.setSuspect(SuspectState.newBuilder()
                    .setSession(suspect.session())
                    .setSequence(suspect.sequence())
                    .setCaptureTimeUs(suspect.captureUs())
                    .setEnd(suspect.end()));
        }
        write(memory.appearance, state);
        state.setShiftX(memory.shift.x()).setShiftY(memory.shift.y());
        for (SeenFrame frame : memory.recentFrames) {
            state.addRecentFrames(FrameTimeState.newBuilder()
                    .setSequence(frame.time().sequence())
                    .setCaptureTimeUs(frame.time().timeUs())
                    .setShiftX(frame.shift().x())
                    .setShiftY(frame.shift().y()));
        }
        return state.build().toByteArray();
    }

    /** The entries of one tracklet. */
    static Map<EntryKey, Object> parts(Track track) {
        Map<EntryKey, Object> parts = new LinkedHashMap<>();
        parts.put(EntryKey.tracklet(track.ordinal), write(track));
        track.appearances.values().forEach(appearance -> AppearanceCodec.parts(appearance, track.ordinal, parts));
        Doubt doubt = track.doubt;
        if (doubt != null) {
            DoubtCodec.parts(doubt, track.ordinal, parts);
        }
        return parts;
    }

    /** @throws IllegalArgumentException when the entries are no state that this program reads */
    static TrackerMemory read(StoredEntries entries, MemoryPolicy policy) {
        CameraTrackerState state = entries.read(EntryKey.CAMERA, CameraTrackerState.parser());
        if (state.getVersion() != WHOLE && state.getVersion() != VERSION) {
            throw new IllegalArgumentException("tracker state has version " + state.getVersion()
                    + ", this program reads versions " + WHOLE + " and " + VERSION + "; " + StoredEntries.ADVICE);
        }
        TrackerMemory memory = new TrackerMemory();
        memory.started = state.getStarted();
        memory.ended = state.getEnded();
        memory.session = state.getSession();
        memory.sequence = state.getSequence();
        memory.nowUs = state.getNowUs();
        memory.nextOrdinal = state.getNextOrdinal();
        if (state.hasSuspect()) {
            SuspectState suspect = state.getSuspect();
            memory.suspect = new Position(
                    suspect.getSession(), suspect.getSequence(), suspect.getCaptureTimeUs(), suspect.getEnd());
        }
        memory.appearance = readAppearance(state);
        memory.shift = new Shift(state.getShiftX(), state.getShiftY());
        state.getRecentFramesList()
                .forEach(f -> memory.recentFrames.add(new SeenFrame(
                        new FrameTime(f.getSequence(), f.getCaptureTimeUs()),
                        new Shift(f.getShiftX(), f.getShiftY()))));
        if (state.getVersion() == WHOLE) {
            state.getTrackletsList().forEach(t -> memory.tracks.add(read(t, AppearanceCodec::readWhole)));
        } else {
            entries.tracklets().forEach(ordinal -> {
                TrackState own = entries.read(EntryKey.tracklet(ordinal), TrackState.parser());
                Track track = read(own, appearance -> AppearanceCodec.read(appearance, ordinal, entries));
                track.doubt = own.hasDoubt() ? DoubtCodec.read(own.getDoubt(), ordinal, entries, policy) : null;
                memory.tracks.add(track);
            });
        }
        return memory;
    }

    /** The first model goes where the only one always went, so that states of older programs read the same. */
    private static void write(AppearanceScale scale, CameraTrackerState.Builder state) {
        List<AppearanceScaleState> all =
                scale.models().stream().map(TrackerStateCodec::write).toList();
        if (!all.isEmpty()) {
            state.setAppearance(all.get(0)).addAllMoreAppearances(all.subList(1, all.size()));
        }
    }

    private static AppearanceScale readAppearance(CameraTrackerState state) {
        List<OfModel> models = new ArrayList<>();
        if (!state.getAppearance().getModelId().isEmpty()) {
            models.add(read(state.getAppearance()));
        }
        state.getMoreAppearancesList().forEach(more -> models.add(read(more)));
        return new AppearanceScale(models);
    }

    private static AppearanceScaleState write(OfModel scale) {
        return AppearanceScaleState.newBuilder()
                .setModelId(scale.modelId())
                .setSame(write(scale.same()))
                .setOther(write(scale.other()))
                .build();
    }

    private static OfModel read(AppearanceScaleState state) {
        return new OfModel(state.getModelId(), read(state.getSame()), read(state.getOther()));
    }

    private static MomentsState write(Moments moments) {
        return MomentsState.newBuilder()
                .setCount(moments.count())
                .setMean(moments.mean())
                .setVariance(moments.variance())
                .build();
    }

    private static Moments read(MomentsState state) {
        return new Moments(state.getCount(), state.getMean(), state.getVariance());
    }

    private static TrackState write(Track track) {
        TrackState.Builder state = TrackState.newBuilder()
                .setOrdinal(track.ordinal)
                .setKind(track.kind)
                .setConfirmed(track.confirmed)
                .setAnnounced(track.announced)
                .setHits(track.hits)
                .setFirstTimeUs(track.firstTimeUs)
                .setFirstSequence(track.firstSequence)
                .setLastTimeUs(track.lastTimeUs)
                .setLastSequence(track.lastSequence)
                .setLastScore(track.lastScore)
                .setLastHighUs(track.lastHighUs)
                .setUpdatedUs(track.updatedUs)
                .setChanged(track.changed)
                .setSettled(track.settled)
                .addAllPastBoxes(track.pastBoxes);
        state.addAllLastBox(numbers(track.lastBox)).addAllFilter(numbers(track.filter));
        Doubt doubt = track.doubt;
        if (doubt != null) {
            state.setDoubt(DoubtCodec.write(doubt));
        }
        track.appearances.values().forEach(appearance -> state.addAppearances(AppearanceCodec.write(appearance)));
        return state.build();
    }

    private static Track read(TrackState state, Function<AppearanceState, Appearance> appearances) {
        Track track = new Track(
                state.getOrdinal(), state.getKind(), rect(state.getLastBoxList()), filter(state.getFilterList()));
        track.confirmed = state.getConfirmed();
        track.announced = state.getAnnounced();
        track.hits = state.getHits();
        track.firstTimeUs = state.getFirstTimeUs();
        track.firstSequence = state.getFirstSequence();
        track.lastTimeUs = state.getLastTimeUs();
        track.lastSequence = state.getLastSequence();
        track.lastScore = state.getLastScore();
        track.lastHighUs = state.getLastHighUs();
        track.updatedUs = state.getUpdatedUs();
        track.changed = state.getChanged();
        track.settled = state.getSettled();
        track.pastBoxes.addAll(state.getPastBoxesList());
        state.getAppearancesList()
                .forEach(appearance -> track.appearances.put(appearance.getModality(), appearances.apply(appearance)));
        return track;
    }

    static List<Double> numbers(Rect box) {
        return List.of(box.x(), box.y(), box.width(), box.height());
    }

    static List<Double> numbers(BoxFilter filter) {
        List<Double> numbers = new ArrayList<>();
        for (AxisFilter axis : List.of(filter.x(), filter.y(), filter.width(), filter.height())) {
            numbers.addAll(List.of(axis.position(), axis.velocity(), axis.pp(), axis.pv(), axis.vv()));
        }
        return numbers;
    }

    static Rect rect(List<Double> numbers) {
        return new Rect(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    static BoxFilter filter(List<Double> numbers) {
        return new BoxFilter(axis(numbers, 0), axis(numbers, 1), axis(numbers, 2), axis(numbers, 3));
    }

    private static AxisFilter axis(List<Double> numbers, int index) {
        int at = index * AXIS;
        return new AxisFilter(
                numbers.get(at), numbers.get(at + 1), numbers.get(at + 2), numbers.get(at + 3), numbers.get(at + 4));
    }
}
