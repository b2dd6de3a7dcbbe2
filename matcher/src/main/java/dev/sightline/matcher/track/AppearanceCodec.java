package dev.sightline.matcher.track;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.matcher.v1.AppearanceState;
import dev.sightline.matcher.v1.AverageParts;
import dev.sightline.matcher.v1.AverageState;
import dev.sightline.matcher.v1.AverageStep;
import dev.sightline.matcher.v1.ExemplarPlace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads what a tracklet remembers of one modality, bit for bit: the parts apart, and what refers to them. */
final class AppearanceCodec {
    private AppearanceCodec() {}

    /** What refers to the parts. */
    static AppearanceState write(Appearance appearance) {
        AppearanceState.Builder state = AppearanceState.newBuilder().setModality(appearance.modality());
        appearance.exemplars().forEach(exemplar -> state.addPlaces(place(exemplar)));
        appearance.serving().ifPresent(average -> state.setServing(parts(average)));
        appearance.next().ifPresent(average -> state.setNext(parts(average)));
        return state.build();
    }

    /** The parts by their keys. */
    static void parts(Appearance appearance, long ordinal, Map<EntryKey, Object> parts) {
        EntryKey.OfAppearance keys = new EntryKey.OfAppearance(ordinal, appearance.modality());
        appearance.serving().ifPresent(average -> parts(average, keys, false, parts));
        appearance.next().ifPresent(average -> parts(average, keys, true, parts));
        appearance.exemplars().forEach(exemplar -> parts.put(keys.exemplar(place(exemplar)), exemplar));
    }

    private static void parts(
            DescriptorAverage average, EntryKey.OfAppearance keys, boolean next, Map<EntryKey, Object> parts) {
        parts.put(keys.average(next), average.snapshot());
        List<AverageStep> steps = average.steps();
        for (int i = 0; i < steps.size(); i++) {
            parts.put(keys.step(next, i), steps.get(i));
        }
    }

    /** Of the present form, from its parts. */
    static Appearance read(AppearanceState state, long ordinal, StoredEntries entries) {
        EntryKey.OfAppearance keys = new EntryKey.OfAppearance(ordinal, state.getModality());
        List<Exemplar> exemplars = new ArrayList<>();
        state.getPlacesList().forEach(p -> exemplars.add(entries.read(keys.exemplar(p), Exemplar.parser())));
        return new Appearance(
                state.getModality(),
                state.hasServing() ? average(state.getServing(), keys, false, entries) : null,
                state.hasNext() ? average(state.getNext(), keys, true, entries) : null,
                exemplars);
    }

    private static DescriptorAverage average(
            AverageParts parts, EntryKey.OfAppearance keys, boolean next, StoredEntries entries) {
        List<AverageStep> steps = new ArrayList<>();
        for (int i = 0; i < parts.getSteps(); i++) {
            steps.add(entries.read(keys.step(next, i), AverageStep.parser()));
        }
        return DescriptorAverage.restored(entries.read(keys.average(next), AverageState.parser()), steps);
    }

    /** Of version 1, which had everything in one. */
    static Appearance readWhole(AppearanceState state) {
        AverageState serving = AverageState.newBuilder()
                .setModelId(state.getModelId())
                .setSum(bytes(state.getSumList()))
                .setRecent(bytes(state.getRecentList()))
                .setQualitySum(state.getQualitySum())
                .setCount(state.getCount())
                .setDescribedUs(state.getDescribedUs())
                .build();
        AverageState next = AverageState.newBuilder()
                .setModelId(state.getNextModelId())
                .setSum(bytes(state.getNextSumList()))
                .setRecent(bytes(state.getNextRecentList()))
                .setQualitySum(state.getNextQualitySum())
                .setCount(state.getNextCount())
                .setDescribedUs(state.getNextDescribedUs())
                .build();
        return new Appearance(state.getModality(), whole(serving), whole(next), state.getExemplarsList());
    }

    private static @Nullable DescriptorAverage whole(AverageState state) {
        return state.getSum().isEmpty() ? null : DescriptorAverage.restored(state, List.of());
    }

    private static ByteString bytes(List<Float> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putFloat);
        return ByteString.copyFrom(bytes.flip());
    }

    private static AverageParts parts(DescriptorAverage average) {
        return AverageParts.newBuilder().setSteps(average.steps().size()).build();
    }

    private static ExemplarPlace place(Exemplar exemplar) {
        return ExemplarPlace.newBuilder()
                .setSequence(exemplar.getSequence())
                .setDetectionIndex(exemplar.getDetectionIndex())
                .build();
    }
}
