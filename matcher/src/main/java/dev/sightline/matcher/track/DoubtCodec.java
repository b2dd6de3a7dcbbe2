package dev.sightline.matcher.track;

import dev.sightline.matcher.v1.DoubtState;
import dev.sightline.matcher.v1.LookState;

/** Writes and reads what a tracklet did since it is in doubt, bit for bit; its looks have entries of their own. */
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
                .setSinceUs(doubt.sinceUs)
                .addAllBoxes(doubt.boxes)
                .setLooks(doubt.seen.size())
                .build();
    }

    static Doubt read(DoubtState state, long ordinal, StoredEntries entries, MemoryPolicy policy) {
        Anchor anchor = new Anchor(
                TrackerStateCodec.filter(state.getFilterList()),
                TrackerStateCodec.rect(state.getBoxList()),
                state.getScore(),
                new FrameTime(state.getSequence(), state.getTimeUs()),
                state.getHighUs());
        Doubt doubt = new Doubt(anchor, state.getAtSide(), state.getSinceUs());
        doubt.boxes.addAll(state.getBoxesList());
        for (int i = 0; i < state.getLooks(); i++) {
            LookState look = entries.read(EntryKey.look(ordinal, i), LookState.parser());
            doubt.take(look, policy);
        }
        return doubt;
    }
}
