package dev.sightline.embedder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaskDescribersTest {
    private static final ModelReference A = reference("a@1");
    private static final ModelReference B = reference("b@1");
    private static final long SWITCH = 1_000;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> opened = new ArrayList<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<ModelReference> unusable = new HashSet<>();
    private final TaskDescribers describers =
            new TaskDescribers("person-descriptor", A, new Named("a@1"), this::open, nanos::get);

    @Test
    void shouldServeTheConfiguredModelUntilToldOtherwise() {
        assertThat(describes(7)).isEqualTo("a@1");
    }

    @Test
    void shouldDescribeByBothAndChangeAtTheSwitchTime() throws UnusableModel {
        describers.apply(Optional.of(bringingIn(0)));
        assertThat(describes(SWITCH)).isEqualTo("a@1+b@1");

        describers.apply(Optional.of(bringingIn(SWITCH)));
        assertThat(describes(SWITCH - 1)).isEqualTo("a@1+b@1");
        assertThat(describes(SWITCH)).isEqualTo("b@1");
        assertThat(opened).containsExactly("b@1");
    }

    @Test
    void shouldCloseTheOldModelWhenNoFrameUsesItAnyMoreAndLoadItAgainForALateOne() throws UnusableModel {
        describers.apply(Optional.of(bringingIn(SWITCH)));
        FrameDescribers inTheMiddle = describers.turn(SWITCH - 1);
        describers.apply(Optional.of(changed()));

        pass(60);
        describers.tidy();
        assertThat(closed).as("while a frame uses it").isEmpty();

        inTheMiddle.close();
        describers.tidy();
        assertThat(closed).as("just used").isEmpty();
        pass(60);
        describers.tidy();
        assertThat(closed).containsExactly("a@1");

        assertThat(describes(SWITCH - 1)).isEqualTo("a@1+b@1");
        assertThat(opened).containsExactly("b@1", "a@1");
    }

    @Test
    void shouldGoOnAsBeforeWhenAModelCannotBeUsed() {
        unusable.add(B);

        assertThatThrownBy(() -> describers.apply(Optional.of(bringingIn(SWITCH))))
                .isInstanceOf(UnusableModel.class)
                .hasMessageContaining("b@1");

        assertThat(describes(SWITCH)).isEqualTo("a@1");
        assertThat(describers.loadedModels()).isEqualTo(1);
    }

    @Test
    void shouldDescribeALateFrameByTheNewModelAloneWhenTheOldOneIsGone() throws UnusableModel {
        describers.apply(Optional.of(changed()));
        pass(60);
        describers.tidy();
        unusable.add(A);

        assertThat(describes(SWITCH - 1)).isEqualTo("nothing+b@1");
    }

    @Test
    void shouldGoBackToTheConfiguredModelWhenTheTopicSaysNothing() throws UnusableModel {
        describers.apply(Optional.of(changed()));
        pass(60);
        describers.tidy();

        describers.apply(Optional.empty());

        assertThat(describes(SWITCH)).isEqualTo("a@1");
    }

    private static ModelAssignment bringingIn(long switchTime) {
        return ModelAssignment.newBuilder()
                .setServing(A)
                .setNext(B)
                .setSwitchTimeUs(switchTime)
                .build();
    }

    private static ModelAssignment changed() {
        return ModelAssignment.newBuilder()
                .setServing(B)
                .setPrevious(A)
                .setSwitchTimeUs(SWITCH)
                .build();
    }

    private static ModelReference reference(String id) {
        return ModelReference.newBuilder().setModelId(id).build();
    }

    private Describer open(ModelReference wanted) throws UnusableModel {
        if (unusable.contains(wanted)) {
            throw new UnusableModel("model " + wanted.getModelId() + " is not here");
        }
        opened.add(wanted.getModelId());
        return new Named(wanted.getModelId());
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private String describes(long captureTime) {
        try (FrameDescribers turn = describers.turn(captureTime)) {
            return turn.vector().map(Describer::modelId).orElse("nothing")
                    + turn.next().map(next -> "+" + next.modelId()).orElse("");
        }
    }

    private final class Named implements Describer {
        private final String modelId;

        private Named(String modelId) {
            this.modelId = modelId;
        }

        @Override
        public String modelId() {
            return modelId;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public List<float[]> describe(List<Picture> crops) {
            return crops.stream().map(crop -> new float[] {1}).toList();
        }

        @Override
        public Optional<Network> network() {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed.add(modelId);
        }
    }
}
