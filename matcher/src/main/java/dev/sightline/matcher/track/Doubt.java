package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.matcher.v1.LookState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a tracklet did since something happened that may have put another person in its place: it met somebody, was out of
 * sight, or reached the side of the picture. Boxes and looks of that time are kept apart until the looks say whose they are
 * ({@link Doubts}). Mutable, owned by its {@link Track}.
 */
final class Doubt {
    /** The tracklet before. */
    final Anchor anchor;
    /** It began when the person reached the left or right side of the picture, where people leave and others come. */
    final boolean atSide;

    final long sinceUs;
    /** Without tracklet ids; interpolated ones have score 0. */
    final List<PastBox> boxes = new ArrayList<>();

    final Map<Modality, Appearance> looks = new EnumMap<>(Modality.class);
    /** What the looks were made of, so that the tracklet can take them in. */
    final List<LookState> seen = new ArrayList<>();

    Doubt(Anchor anchor, boolean atSide, long sinceUs) {
        this.anchor = anchor;
        this.atSide = atSide;
        this.sinceUs = sinceUs;
    }

    void remember(Exemplar exemplar, long nowUs, MemoryPolicy policy) {
        take(LookState.newBuilder().setExemplar(exemplar).setTimeUs(nowUs).build(), policy);
    }

    void take(LookState look, MemoryPolicy policy) {
        Exemplar exemplar = look.getExemplar();
        looks.computeIfAbsent(exemplar.getModality(), Appearance::new)
                .add(Description.of(exemplar), exemplar, look.getTimeUs(), policy);
        seen.add(look);
    }

    /** Described bodies. */
    int bodies() {
        Appearance body = looks.get(Modality.MODALITY_PERSON);
        return body == null ? 0 : body.serving().map(DescriptorAverage::count).orElse(0);
    }

    /** The last box before the narrowest place of the way along the side: who left before, who came after. */
    int turn() {
        int narrowest = -1;
        for (int i = 0; atSide && i < boxes.size(); i++) {
            if (narrowest < 0
                    || boxes.get(i).getBox().getWidth()
                            < boxes.get(narrowest).getBox().getWidth()) {
                narrowest = i;
            }
        }
        return narrowest + 1;
    }

    /** How many boxes there are up to a time. */
    int after(FrameTime time) {
        int count = 0;
        while (count < boxes.size() && boxes.get(count).getSequence() <= time.sequence()) {
            count++;
        }
        return count;
    }

    /** The boxes from a place on, without those interpolated from a tracklet that was another person. */
    List<PastBox> realFrom(int from) {
        int first = from;
        while (first < boxes.size() && boxes.get(first).getScore() == 0) {
            first++;
        }
        return List.copyOf(boxes.subList(first, boxes.size()));
    }
}
