package dev.sightline.matcher.track;

import dev.sightline.matcher.v1.HeldBoxesState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Boxes that wait for whose they are, oldest first; interpolated ones have score 0, none has a tracklet id. Stored in blocks
 * of which only the last one changes, so that a long wait is not written again with each frame.
 */
final class HeldBoxes {
    static final int BLOCK = 16;
    /** Boxes that wait at most, however high the frame rate. */
    static final int MOST = 512;

    private final List<HeldBox> boxes = new ArrayList<>();
    private final List<HeldBoxesState> blocks = new ArrayList<>();
    private int first;

    HeldBoxes() {}

    /** @param first number of the first block */
    HeldBoxes(int first, List<HeldBoxesState> blocks) {
        this.first = first;
        this.blocks.addAll(blocks);
        blocks.forEach(this::read);
    }

    private void read(HeldBoxesState block) {
        for (int i = 0; i < block.getBoxesCount(); i++) {
            Shift shift = block.getShiftsCount() == 0
                    ? Shift.NONE
                    : new Shift(block.getShifts(2 * i), block.getShifts(2 * i + 1));
            boxes.add(new HeldBox(block.getBoxes(i), shift));
        }
    }

    void add(HeldBox box) {
        boxes.add(box);
    }

    List<HeldBox> boxes() {
        return Collections.unmodifiableList(boxes);
    }

    int size() {
        return boxes.size();
    }

    /** Takes out whole blocks from before a time, and what is too much. */
    List<HeldBox> takeOld(long beforeUs) {
        List<HeldBox> old = new ArrayList<>();
        blocks();
        while (boxes.size() > BLOCK && (boxes.get(BLOCK - 1).time().timeUs() < beforeUs || boxes.size() > MOST)) {
            List<HeldBox> block = boxes.subList(0, BLOCK);
            old.addAll(block);
            block.clear();
            blocks.remove(0);
            first++;
        }
        return old;
    }

    /** Number of the first block. */
    int first() {
        return first;
    }

    /** All boxes as they are stored; a block that did not change is the same object as before. */
    List<HeldBoxesState> blocks() {
        int full = blocks.size();
        while (full > 0 && blocks.get(full - 1).getBoxesCount() < end(full - 1) - (full - 1) * BLOCK) {
            full--;
        }
        blocks.subList(full, blocks.size()).clear();
        for (int from = full * BLOCK; from < boxes.size(); from += BLOCK) {
            blocks.add(written(boxes.subList(from, Math.min(from + BLOCK, boxes.size()))));
        }
        return List.copyOf(blocks);
    }

    private static HeldBoxesState written(List<HeldBox> boxes) {
        HeldBoxesState.Builder block = HeldBoxesState.newBuilder();
        boxes.forEach(box -> block.addBoxes(box.message()));
        if (boxes.stream().anyMatch(box -> !box.shift().equals(Shift.NONE))) {
            boxes.forEach(box ->
                    block.addShifts(box.shift().x()).addShifts(box.shift().y()));
        }
        return block.build();
    }

    private int end(int block) {
        return Math.min((block + 1) * BLOCK, boxes.size());
    }
}
