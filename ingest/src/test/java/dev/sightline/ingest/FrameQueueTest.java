package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FrameQueueTest {
    @Test
    void shouldDropTheOldestOfLiveFootage() throws Exception {
        FrameQueue queue = new FrameQueue(2, true);

        assertThat(queue.put(frame(1))).isZero();
        assertThat(queue.put(frame(2))).isZero();
        assertThat(queue.put(frame(3))).isEqualTo(1);

        assertThat(sequence(queue)).isEqualTo(2);
        assertThat(sequence(queue)).isEqualTo(3);
    }

    @Test
    void shouldMakeRecordedFootageWait() throws Exception {
        FrameQueue queue = new FrameQueue(1, false);
        queue.put(frame(1));
        Thread[] waiting = new Thread[1];
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> {
            waiting[0] = Thread.currentThread();
            return put(queue, 2);
        });

        Awaitility.await().until(() -> waiting[0] != null && waiting[0].getState() == Thread.State.WAITING);
        assertThat(second).isNotDone();
        assertThat(sequence(queue)).isEqualTo(1);

        assertThat(second.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(sequence(queue)).isEqualTo(2);
    }

    @Test
    void shouldGiveOutTheRestOnceClosed() throws Exception {
        FrameQueue queue = new FrameQueue(5, false);
        queue.put(frame(1));
        queue.close();
        queue.put(frame(2));

        assertThat(sequence(queue)).isEqualTo(1);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void shouldLetAWaitingReaderGoWhenClosed() throws Exception {
        FrameQueue queue = new FrameQueue(1, false);
        queue.put(frame(1));
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> put(queue, 2));

        queue.close();

        assertThat(second.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void shouldRememberTheOldestFrameUntilItIsInKafka() throws Exception {
        FrameQueue queue = new FrameQueue(5, false);
        assertThat(queue.oldestMillis()).isEmpty();
        queue.put(new QueuedFrame(Frame.getDefaultInstance(), new byte[0], 7));
        queue.put(new QueuedFrame(Frame.getDefaultInstance(), new byte[0], 9));
        queue.take();

        assertThat(queue.oldestMillis()).hasValue(7);
        queue.done();
        assertThat(queue.oldestMillis()).hasValue(9);
    }

    private static int put(FrameQueue queue, long sequence) {
        try {
            return queue.put(frame(sequence));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long sequence(FrameQueue queue) throws InterruptedException {
        return queue.take().orElseThrow().frame().getSequence();
    }

    private static QueuedFrame frame(long sequence) {
        return new QueuedFrame(Frame.newBuilder().setSequence(sequence).build(), new byte[0], 7);
    }
}
