package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.LookState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a tracklet did since something happened that may have put another person in its place: it met somebody, was out of
 * sight, or reached the side of the picture. Boxes and looks of that time are kept apart until the looks say whose they are
 * ({@link Doubts}), however late they come. Bounded: bodies decide, of faces only the first count, and boxes that waited
 * too long are handed out. Mutable, owned by its {@link Track}.
 */
final class Doubt {
    private static final int MOST_FACES = 16;

    /** The tracklet before the boxes that are held. */
    Anchor anchor;
    /** It was at the left or right side of the picture, where people leave and others come. */
    boolean atSide;
    /** How many of the held boxes were there before the last meeting: looks decide about those after it. */
    int before;

    /** When the last meeting was. */
    long metUs;

    final HeldBoxes held;
    final Map<Modality, Appearance> looks = new EnumMap<>(Modality.class);
    /** What the looks were made of, so that the tracklet can take them in. */
    final List<LookState> seen = new ArrayList<>();

    Doubt(Anchor anchor, boolean atSide, long metUs) {
        this(anchor, atSide, metUs, 0, new HeldBoxes());
    }

    Doubt(Anchor anchor, boolean atSide, long metUs, int before, HeldBoxes held) {
        this.anchor = anchor;
        this.atSide = atSide;
        this.metUs = metUs;
        this.before = before;
        this.held = held;
    }

    void remember(Exemplar exemplar, long nowUs, MemoryPolicy policy) {
        take(LookState.newBuilder().setExemplar(exemplar).setTimeUs(nowUs).build(), policy);
    }

    void take(LookState look, MemoryPolicy policy) {
        Exemplar exemplar = look.getExemplar();
        if (exemplar.getModality() == Modality.MODALITY_FACE && faces() >= MOST_FACES) {
            return;
        }
        looks.computeIfAbsent(exemplar.getModality(), Appearance::new)
                .add(Description.of(exemplar), exemplar, look.getTimeUs(), policy);
        seen.add(look);
    }

    private long faces() {
        return seen.stream()
                .filter(look -> look.getExemplar().getModality() == Modality.MODALITY_FACE)
                .count();
    }

    /** Described bodies. */
    int bodies() {
        Appearance body = looks.get(Modality.MODALITY_PERSON);
        return body == null ? 0 : body.serving().map(DescriptorAverage::count).orElse(0);
    }

    /** Something happened again before anything was seen of the person. */
    void meet(boolean side, long nowUs) {
        atSide = side;
        metUs = nowUs;
        before = held.size();
    }

    /** Takes out the boxes that waited for too long; the tracklet begins its doubt after them. */
    List<HeldBox> heldTooLong(long nowUs, DoubtPolicy rules, MotionPolicy motion) {
        List<HeldBox> old = held.takeOld(nowUs - Math.round(rules.heldSeconds() * 1e6));
        anchor = anchor.along(old, motion);
        before = Math.max(0, before - old.size());
        return old;
    }

    /**
     * The first box that may show somebody else: after the last meeting; at the side after the last box before the narrowest
     * place of the way: who left before, who came after.
     */
    int turn() {
        List<HeldBox> boxes = held.boxes();
        int narrowest = -1;
        for (int i = before; atSide && i < boxes.size(); i++) {
            if (narrowest < 0
                    || boxes.get(i).rect().width() < boxes.get(narrowest).rect().width()) {
                narrowest = i;
            }
        }
        return Math.max(before, narrowest + 1);
    }

    /** How many boxes there are up to a time. */
    int after(FrameTime time) {
        List<HeldBox> boxes = held.boxes();
        int count = 0;
        while (count < boxes.size() && boxes.get(count).time().sequence() <= time.sequence()) {
            count++;
        }
        return count;
    }

    /** The boxes from a place on, without those interpolated from a tracklet that was another person. */
    List<HeldBox> realFrom(int from) {
        List<HeldBox> boxes = held.boxes();
        int first = from;
        while (first < boxes.size() && !boxes.get(first).isReal()) {
            first++;
        }
        return List.copyOf(boxes.subList(first, boxes.size()));
    }
}
