package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.link.score.UsualLook;
import dev.sightline.matcher.link.score.WayCounts;
import dev.sightline.matcher.v1.TransitState;
import dev.sightline.matcher.v1.UsualLookState;

/** Writes and reads what a site has learned of its ways and of its strangers, bit for bit. */
public final class LearnedCodec {
    private LearnedCodec() {}

    static byte[] write(WayCounts way) {
        TransitState.Builder state =
                TransitState.newBuilder().setFromCamera(way.fromCamera()).setToCamera(way.toCamera());
        for (int bin = 0; bin < way.bins(); bin++) {
            state.addSure(way.sure(bin)).addOthers(way.others(bin));
        }
        return state.build().toByteArray();
    }

    /** The counts of a way, for those who read the changelog beside a running matcher. */
    public static WayCounts way(byte[] entry) throws InvalidProtocolBufferException {
        TransitState state = TransitState.parseFrom(entry);
        return new WayCounts(
                state.getFromCamera(),
                state.getToCamera(),
                state.getSureList().stream().mapToDouble(Double::doubleValue).toArray(),
                state.getOthersList().stream().mapToDouble(Double::doubleValue).toArray());
    }

    static byte[] write(UsualLook look) {
        UsualLookState.Builder state = UsualLookState.newBuilder()
                .setCameraId(look.cameraId())
                .setModality(look.modality())
                .setModelId(look.modelId())
                .setPeople(look.people());
        for (int i = 0; i < look.dimension(); i++) {
            state.addSum(look.sum(i));
        }
        return state.build().toByteArray();
    }

    static UsualLook usualLook(byte[] entry) throws InvalidProtocolBufferException {
        UsualLookState state = UsualLookState.parseFrom(entry);
        float[] sum = new float[state.getSumCount()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = state.getSum(i);
        }
        return new UsualLook(state.getCameraId(), state.getModality(), state.getModelId(), state.getPeople(), sum);
    }
}
