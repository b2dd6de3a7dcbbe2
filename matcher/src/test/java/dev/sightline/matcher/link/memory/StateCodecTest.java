package dev.sightline.matcher.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.matcher.v1.CompactDescriptor;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.ProbeState;
import dev.sightline.matcher.v1.SiteState;
import dev.sightline.matcher.v1.StatementState;
import dev.sightline.matcher.v1.TransitState;
import dev.sightline.matcher.v1.UsualLookState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was stored is read and written again to the last byte: every field has its place in a record. Of descriptors it is the compact form. */
class StateCodecTest {
    private static final int SEEDS = 20;
    private static final int REPEATED = 3;

    /** Reads an entry and writes it again. */
    private interface Again {
        byte[] take(byte[] entry) throws Exception;
    }

    @Test
    void shouldKeepEveryFieldOfAnIdentity() throws Exception {
        check(IdentityState.getDefaultInstance(), entry -> IdentityCodec.write(IdentityCodec.read(entry)));
    }

    @Test
    void shouldKeepEveryFieldOfATracklet() throws Exception {
        check(OpenTracklet.getDefaultInstance(), entry -> TrackletCodec.write(TrackletCodec.read(entry)));
    }

    @Test
    void shouldKeepEveryFieldOfASite() throws Exception {
        check(SiteState.getDefaultInstance(), entry -> SiteCodec.write(SiteCodec.site(entry)));
    }

    @Test
    void shouldKeepEveryFieldOfAStatement() throws Exception {
        check(StatementState.getDefaultInstance(), entry -> SiteCodec.write(SiteCodec.statement(entry)));
    }

    @Test
    void shouldKeepEveryFieldOfAWaitingDescription() throws Exception {
        check(RedescribedExemplar.getDefaultInstance(), entry -> SiteCodec.write(SiteCodec.redescribed(entry)));
    }

    @Test
    void shouldKeepEveryFieldOfAWay() throws Exception {
        check(TransitState.getDefaultInstance(), entry -> LearnedCodec.write(LearnedCodec.way(entry)));
    }

    @Test
    void shouldKeepEveryFieldOfAUsualLook() throws Exception {
        check(UsualLookState.getDefaultInstance(), entry -> LearnedCodec.write(LearnedCodec.usualLook(entry)));
    }

    @Test
    void shouldTakeOverDescriptorsThatEarlierReleasesStoredWhole() throws Exception {
        UnitVector look = UnitVector.normalize("m", new float[] {1, 2, 3, -4}, 0.7f);
        IdentityState identity = IdentityState.newBuilder()
                .addExemplars(
                        KeptExemplar.newBuilder().setVector(look.toMessage()).setNextVector(look.toMessage()))
                .build();
        OpenTracklet tracklet = OpenTracklet.newBuilder()
                .addProbes(ProbeState.newBuilder().setMean(look.toMessage()).setBestCrop(look.toMessage()))
                .addProbes(ProbeState.newBuilder().setMean(look.toMessage()))
                .build();

        var kept = IdentityCodec.read(identity.toByteArray()).exemplars().get(0);
        List<Probe> probes = TrackletCodec.read(tracklet.toByteArray()).probes();

        assertThat(kept.vector()).isEqualTo(look.rounded());
        assertThat(kept.next()).isEqualTo(look.rounded());
        assertThat(probes.get(0).mean()).isEqualTo(look.rounded());
        assertThat(probes.get(0).bestCrop()).isEqualTo(look.rounded());
        assertThat(probes.get(1).bestCrop()).isSameAs(probes.get(1).mean());
        KeptExemplar again = IdentityState.parseFrom(IdentityCodec.write(IdentityCodec.read(identity.toByteArray())))
                .getExemplars(0);
        assertThat(again.hasVector() || again.hasNextVector()).isFalse();
        assertThat(again.getCompact().getValues().size()).isEqualTo(8);
    }

    private static void check(Message kind, Again again) throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            // The first has every field, the others some, as entries of earlier releases do.
            Message stored = new Filler(seed).filled(kind, seed == 0);
            Message read = kind.getParserForType().parseFrom(again.take(stored.toByteArray()));
            assertThat(read).as("seed %d", seed).isEqualTo(stored);
            assertThat(again.take(stored.toByteArray())).as("seed %d", seed).isEqualTo(stored.toByteArray());
        }
    }

    /** Fills messages with values that are never the default. */
    private record Filler(Random random) {
        Filler(long seed) {
            this(new Random(seed));
        }

        Message filled(Message kind, boolean whole) {
            if (kind instanceof Descriptor) {
                return vector().toMessage();
            }
            if (kind instanceof CompactDescriptor) {
                return VectorCodec.write(vector());
            }
            Message.Builder message = kind.newBuilderForType();
            for (FieldDescriptor field : kind.getDescriptorForType().getFields()) {
                if (isOfEarlierReleases(field) || !whole && !isNeeded(field) && random.nextBoolean()) {
                    continue;
                }
                if (field.isRepeated()) {
                    for (Object value : values(message, field, whole)) {
                        message.addRepeatedField(field, value);
                    }
                } else {
                    message.setField(field, value(message, field, whole));
                }
            }
            return message.build();
        }

        /** Descriptors that are kept are written in their compact form. */
        private static boolean isOfEarlierReleases(FieldDescriptor field) {
            boolean kept = field.getContainingType() == ProbeState.getDescriptor()
                    || field.getContainingType() == KeptExemplar.getDescriptor();
            return kept
                    && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && field.getMessageType() == Descriptor.getDescriptor();
        }

        /** An exemplar has a descriptor, and a way as many bins of the one as of the other. */
        private static boolean isNeeded(FieldDescriptor field) {
            return switch (field.getName()) {
                case "vector", "compact", "compact_mean", "sure", "others", "summary" -> true;
                default -> false;
            };
        }

        private List<Object> values(Message.Builder message, FieldDescriptor field, boolean whole) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < REPEATED; i++) {
                values.add(value(message, field, whole));
            }
            return values;
        }

        private Object value(Message.Builder message, FieldDescriptor field, boolean whole) {
            int number = 1 + random.nextInt(1_000);
            return switch (field.getJavaType()) {
                case INT -> number;
                case LONG -> (long) number << 20;
                case FLOAT -> number / 7f;
                case DOUBLE -> number / 7d;
                case BOOLEAN -> true;
                case STRING -> field.getName() + number;
                case BYTE_STRING -> ByteString.copyFromUtf8("b" + number);
                case ENUM ->
                    field.getEnumType()
                            .getValues()
                            .get(1
                                    + random.nextInt(
                                            field.getEnumType().getValues().size() - 1));
                case MESSAGE -> filled(message.newBuilderForField(field).build(), whole);
            };
        }

        private UnitVector vector() {
            float[] values = new float[8];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return UnitVector.normalize("m" + random.nextInt(9), values, random.nextFloat())
                    .rounded();
        }
    }
}
