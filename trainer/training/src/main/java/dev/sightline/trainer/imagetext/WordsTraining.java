package dev.sightline.trainer.imagetext;

import static org.bytedeco.pytorch.global.torch.linear;

import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.imagetext.WordsData.Kind;
import dev.sightline.trainer.loss.ImageTextLoss;
import dev.sightline.trainer.optimize.Optimizer;
import dev.sightline.trainer.optimize.Optimizers;
import dev.sightline.trainer.optimize.ParameterGroup;
import dev.sightline.trainer.optimize.Schedule;
import dev.sightline.trainer.run.TrainingFailure;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Learns one {@link Member}: batches of captions and of phrases in turn, the symmetric loss over both, AdamW. The same seed and
 * data give the same numbers on one thread. One thread.
 */
final class WordsTraining implements AutoCloseable {
    private static final int RISE = 50;
    private static final double CLIP = 5;

    private final WordsRecipe recipe;
    private final WordsBatch.Source captions;
    private final WordsBatch.Source phrases;
    private final Tensor weights;
    private final Tensor bias;
    private final Tensor projection;
    private final ImageTextLoss loss = ImageTextLoss.fresh();
    private final Optimizer optimizer;
    private final int steps;

    WordsTraining(WordsData data, Population population, WordsRecipe recipe, long seed) {
        this.recipe = recipe;
        Random random = new Random(seed);
        this.captions = new WordsBatch.Source(data, Kind.CAPTION, recipe, population, random);
        this.phrases = new WordsBatch.Source(data, Kind.PHRASE, recipe, population, random);
        int width = population.featureMean().length;
        int dimension = population.mean().length;
        this.weights = own(uniform(random, dimension * width, 1 / Math.sqrt(width)), dimension, width);
        this.bias = own(new float[dimension], dimension);
        this.projection = own(identity(dimension), dimension, dimension);
        this.optimizer = Optimizers.adamW(List.of(
                new ParameterGroup("text", Map.of("weights", weights), 1, recipe.weightDecay()),
                new ParameterGroup("bias", Map.of("bias", bias), 1, 0),
                new ParameterGroup("image", Map.of("projection", projection), recipe.imageRate(), 0),
                new ParameterGroup("temperature", loss.parameters(), 1, 0)));
        long texts = data.texts().stream().filter(t -> t.kind() == Kind.CAPTION).count();
        long seen = texts == 0 ? data.texts().size() : texts;
        int batch = recipe.batchPeople() * recipe.textsPerPerson();
        this.steps = (int) Math.max(1, recipe.epochs() * Math.max(1, seen / batch));
    }

    private static float[] uniform(Random random, int count, double bound) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return values;
    }

    private static float[] identity(int dimension) {
        float[] values = new float[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            values[i * dimension + i] = 1;
        }
        return values;
    }

    private static Tensor own(float[] values, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensor.create(values, shape).clone();
            tensor.set_requires_grad(true);
            return tensor.retainReference();
        }
    }

    int steps() {
        return steps;
    }

    /**
     * Learns.
     *
     * @param stepped after each step, with its number from 1
     * @throws TrainingFailure when the loss is no number any more
     */
    Member run(IntConsumer stepped) {
        Schedule schedule = new Schedule.Cosine(recipe.rate(), 0, 0, steps).warmedUp(Math.min(RISE, steps), .02);
        for (int step = 0; step < steps; step++) {
            step(schedule.at(step));
            stepped.accept(step + 1);
        }
        return new Member(TorchGraph.values(weights), TorchGraph.values(bias), TorchGraph.values(projection));
    }

    private void step(double rate) {
        try (PointerScope scope = new PointerScope()) {
            optimizer.zeroGradients();
            Tensor total = null;
            if (captions.people() > 1) {
                total = cost(captions.next());
            }
            if (phrases.people() > 1 && recipe.phraseWeight() > 0) {
                Tensor more = cost(phrases.next()).mul(new org.bytedeco.pytorch.Scalar(recipe.phraseWeight()));
                total = total == null ? more : total.add(more);
            }
            if (total == null) {
                throw new TrainingFailure("there are no texts about two people or more to learn from");
            }
            double value = total.item_double();
            if (!Double.isFinite(value)) {
                throw new TrainingFailure("the loss is no number any more; lower rate to a third");
            }
            total.backward();
            if (Double.isFinite(optimizer.clipNorm(CLIP))) {
                optimizer.step(rate);
            }
        }
    }

    private Tensor cost(WordsBatch batch) {
        int rows = batch.rows();
        Tensor texts = linear(
                Tensor.create(batch.texts(), rows, batch.texts().length / rows), weights, new TensorOptional(bias));
        Tensor images = linear(Tensor.create(batch.images(), rows, batch.images().length / rows), projection);
        return loss.value(images, texts, Tensor.create(batch.matches(), rows, rows), recipe.smoothing());
    }

    @Override
    public void close() {
        optimizer.close();
        loss.close();
        List.of(weights, bias, projection).forEach(Tensor::releaseReference);
    }
}
