package dev.sightline.matcher.track;

import dev.sightline.matcher.v1.DoubtState;
import dev.sightline.matcher.v1.HeldBoxesState;
import dev.sightline.matcher.v1.LookState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes and reads what a tracklet did since it is in doubt, bit for bit; its boxes and looks have entries of their own. */
final class DoubtCodec {
    private DoubtCodec() {}

    static DoubtState write(Doubt doubt) {
        Anchor anchor = doubt.anchor;
        return DoubtState.newBuilder()
                .addAllBox(TrackerStateCodec.numbers(anchor.box()))
                .addAllFilter(TrackerStateCodec.numbers(anchor.filter()))
                .setScore(anchor.score())
                .setSequence(anchor.seen().sequence())
                .setTimeUs(anchor.seen().timeUs())
                .setHighUs(anchor.highUs())
                .setAtSide(doubt.atSide)
                .setSinceUs(doubt.metUs)
                .setBefore(doubt.before)
                .setFirstBlock(doubt.held.first())
                .setBlocks(doubt.held.blocks().size())
                .setLooks(doubt.seen.size())
                .build();
    }

    /** The entries of its own. */
    static void parts(Doubt doubt, long ordinal, Map<EntryKey, Object> parts) {
        List<HeldBoxesState> blocks = doubt.held.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            parts.put(EntryKey.boxes(ordinal, doubt.held.first() + i), blocks.get(i));
        }
        for (int i = 0; i < doubt.seen.size(); i++) {
            parts.put(EntryKey.look(ordinal, i), doubt.seen.get(i));
        }
    }

    static Doubt read(DoubtState state, long ordinal, StoredEntries entries, MemoryPolicy policy) {
        Anchor anchor = new Anchor(
                TrackerStateCodec.filter(state.getFilterList()),
                TrackerStateCodec.rect(state.getBoxList()),
                state.getScore(),
                new FrameTime(state.getSequence(), state.getTimeUs()),
                state.getHighUs());
        Doubt doubt = new Doubt(
                anchor, state.getAtSide(), state.getSinceUs(), state.getBefore(), held(state, ordinal, entries));
        for (int i = 0; i < state.getLooks(); i++) {
            LookState look = entries.read(EntryKey.look(ordinal, i), LookState.parser());
            doubt.take(look, policy);
        }
        return doubt;
    }

    private static HeldBoxes held(DoubtState state, long ordinal, StoredEntries entries) {
        List<HeldBoxesState> blocks = new ArrayList<>();
        for (int i = 0; i < state.getBlocks(); i++) {
            blocks.add(entries.read(EntryKey.boxes(ordinal, state.getFirstBlock() + i), HeldBoxesState.parser()));
        }
        return new HeldBoxes(state.getFirstBlock(), blocks);
    }
}
