package dev.sightline.trainer.batch;

import dev.sightline.trainer.augment.Augmentation;
import dev.sightline.trainer.sample.LabeledBatch;
import dev.sightline.trainer.split.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes an epoch's batches ahead of the network, on threads of its own. What a batch looks like depends on the seed, the
 * epoch and its place alone, not on the threads. One thread takes; closing stops the others and frees what was not taken.
 */
public final class BatchFeed implements AutoCloseable {
    private static final int AHEAD = 2;
    /** Of batches with more rows one alone is made ahead: each is hundreds of megabytes. */
    private static final int LARGE = 512;

    private final TrainingSet data;
    private final BatchPictures pictures;
    private final Augmentation augmentation;
    private final Iterator<LabeledBatch> planned;
    private final ExecutorService threads;
    private final ArrayDeque<Future<Batch>> coming = new ArrayDeque<>();
    private long seed;

    /**
     * @param planned batches of the epoch
     * @param seed of this epoch
     */
    public BatchFeed(
            TrainingSet data,
            BatchPictures pictures,
            Augmentation augmentation,
            List<LabeledBatch> planned,
            long seed,
            int threads) {
        this.data = data;
        this.pictures = pictures;
        this.augmentation = augmentation;
        this.planned = planned.iterator();
        this.seed = seed;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "training-pictures");
            thread.setDaemon(true);
            return thread;
        });
        int ahead = planned.stream().anyMatch(b -> b.crops().length > LARGE) ? 1 : AHEAD;
        for (int i = 0; i < ahead; i++) {
            prepareNext();
        }
    }

    /**
     * A batch; the taker closes it.
     *
     * @param pictures [N, 3, height, width] on the host
     * @param labels [N] int64 on the host
     * @param rows what it was made of
     * @param taught [N, numbers of all teachers], what teachers make of these pictures, where they see what the trainee sees
     */
    public record Batch(Tensor pictures, Tensor labels, LabeledBatch rows, Optional<Tensor> taught)
            implements AutoCloseable {
        @Override
        public void close() {
            pictures.releaseReference();
            labels.releaseReference();
            taught.ifPresent(Tensor::releaseReference);
        }
    }

    public boolean hasNext() {
        return !coming.isEmpty();
    }

    /** @throws IOException naming the picture that cannot be read */
    public Batch next() throws IOException, InterruptedException {
        try {
            Batch batch = coming.remove().get();
            prepareNext();
            return batch;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new IOException(io.getMessage(), io);
            }
            throw new IllegalStateException("a batch could not be made: " + e.getCause(), e);
        }
    }

    private void prepareNext() {
        if (planned.hasNext()) {
            LabeledBatch rows = planned.next();
            long own = seed++;
            coming.add(threads.submit(() -> make(rows, own)));
        }
    }

    private Batch make(LabeledBatch rows, long own) throws IOException {
        List<Path> files = new ArrayList<>(rows.crops().length);
        for (int place : rows.crops()) {
            files.add(data.crops().get(place).path());
        }
        try (PointerScope scope = new PointerScope()) {
            BatchPictures.Made made = pictures.make(new BatchPictures.Wanted(files, rows, augmentation, own));
            return new Batch(
                    made.pictures().retainReference(),
                    Tensor.create(rows.labels()).retainReference(),
                    rows,
                    made.taught().map(Tensor::retainReference));
        }
    }

    @Override
    public void close() {
        // What was begun is finished: a task thrown away would never report its end, and its tensors would stay.
        threads.shutdown();
        for (Future<Batch> future : coming) {
            try {
                future.get().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | java.util.concurrent.CancellationException e) {
                // Never taken, so nobody misses it.
                continue;
            }
        }
    }
}
