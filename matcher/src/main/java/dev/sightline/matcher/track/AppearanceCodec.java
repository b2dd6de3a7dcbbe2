package dev.sightline.matcher.track;

import dev.sightline.matcher.track.DescriptorAverage.Tally;
import dev.sightline.matcher.v1.AppearanceState;
import java.util.List;

/** Writes and reads what a tracklet remembers of one modality, bit for bit. */
final class AppearanceCodec {
    private AppearanceCodec() {}

    static AppearanceState write(Appearance appearance) {
        AppearanceState.Builder state =
                AppearanceState.newBuilder().setModality(appearance.modality()).addAllExemplars(appearance.exemplars());
        appearance.serving().ifPresent(average -> serving(average, state));
        appearance.next().ifPresent(average -> next(average, state));
        return state.build();
    }

    static Appearance read(AppearanceState state) {
        DescriptorAverage serving = state.getSumCount() == 0
                ? null
                : DescriptorAverage.restored(
                        state.getModelId(),
                        floats(state.getSumList()),
                        floats(state.getRecentList()),
                        new Tally(state.getQualitySum(), state.getCount(), state.getDescribedUs()));
        DescriptorAverage next = state.getNextSumCount() == 0
                ? null
                : DescriptorAverage.restored(
                        state.getNextModelId(),
                        floats(state.getNextSumList()),
                        floats(state.getNextRecentList()),
                        new Tally(state.getNextQualitySum(), state.getNextCount(), state.getNextDescribedUs()));
        return new Appearance(state.getModality(), serving, next, state.getExemplarsList());
    }

    private static void serving(DescriptorAverage average, AppearanceState.Builder state) {
        Tally tally = average.tally();
        state.setModelId(average.modelId())
                .setQualitySum(tally.qualitySum())
                .setCount(tally.count())
                .setDescribedUs(tally.describedUs());
        for (int i = 0; i < average.sum().length; i++) {
            state.addSum(average.sum()[i]).addRecent(average.recent()[i]);
        }
    }

    private static void next(DescriptorAverage average, AppearanceState.Builder state) {
        Tally tally = average.tally();
        state.setNextModelId(average.modelId())
                .setNextQualitySum(tally.qualitySum())
                .setNextCount(tally.count())
                .setNextDescribedUs(tally.describedUs());
        for (int i = 0; i < average.sum().length; i++) {
            state.addNextSum(average.sum()[i]).addNextRecent(average.recent()[i]);
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
