package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.LooksState;
import dev.sightline.matcher.track.Impression.Tally;
import java.util.List;

/** Writes and reads what a tracklet remembers of one modality, bit for bit. */
final class LooksCodec {
    private LooksCodec() {}

    static LooksState write(Looks looks) {
        LooksState.Builder state =
                LooksState.newBuilder().setModality(looks.modality()).addAllExemplars(looks.exemplars());
        looks.serving().ifPresent(impression -> serving(impression, state));
        looks.next().ifPresent(impression -> next(impression, state));
        return state.build();
    }

    static Looks read(LooksState state) {
        Impression serving = state.getSumCount() == 0
                ? null
                : Impression.restored(
                        state.getModelId(),
                        floats(state.getSumList()),
                        floats(state.getRecentList()),
                        new Tally(state.getQualitySum(), state.getCount(), state.getDescribedUs()));
        Impression next = state.getNextSumCount() == 0
                ? null
                : Impression.restored(
                        state.getNextModelId(),
                        floats(state.getNextSumList()),
                        floats(state.getNextRecentList()),
                        new Tally(state.getNextQualitySum(), state.getNextCount(), state.getNextDescribedUs()));
        return new Looks(state.getModality(), serving, next, state.getExemplarsList());
    }

    private static void serving(Impression impression, LooksState.Builder state) {
        Tally tally = impression.tally();
        state.setModelId(impression.modelId())
                .setQualitySum(tally.qualitySum())
                .setCount(tally.count())
                .setDescribedUs(tally.describedUs());
        for (int i = 0; i < impression.sum().length; i++) {
            state.addSum(impression.sum()[i]).addRecent(impression.recent()[i]);
        }
    }

    private static void next(Impression impression, LooksState.Builder state) {
        Tally tally = impression.tally();
        state.setNextModelId(impression.modelId())
                .setNextQualitySum(tally.qualitySum())
                .setNextCount(tally.count())
                .setNextDescribedUs(tally.describedUs());
        for (int i = 0; i < impression.sum().length; i++) {
            state.addNextSum(impression.sum()[i]).addNextRecent(impression.recent()[i]);
        }
    }

    private static float[] floats(List<Float> list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i);
        }
        return values;
    }
}
