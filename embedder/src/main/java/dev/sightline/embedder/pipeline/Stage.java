package dev.sightline.embedder.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Threads that take jobs from a queue of their own, some at a time, and work on them. The queue needs no bound of its
 * own: the pipeline admits only so many frames at all. A job whose work throws fails with that exception.
 */
final class Stage implements AutoCloseable {
    private final BlockingQueue<FrameJob> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final int batch;
    private final Consumer<List<FrameJob>> work;
    private volatile boolean closed;

    Stage(String name, int threadCount, int batch, Consumer<List<FrameJob>> work) {
        this.batch = batch;
        this.work = work;
        for (int i = 0; i < threadCount; i++) {
            Thread thread = new Thread(this::loop, "embedder-" + name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void put(FrameJob job) {
        queue.add(job);
    }

    private void loop() {
        List<FrameJob> jobs = new ArrayList<>(batch);
        while (!closed) {
            try {
                jobs.clear();
                jobs.add(queue.take());
                queue.drainTo(jobs, batch - 1);
            } catch (InterruptedException e) {
                return;
            }
            try {
                work.accept(List.copyOf(jobs));
            } catch (RuntimeException e) {
                jobs.forEach(job -> job.fail(e));
            }
        }
    }

    /** Stops after the work at hand and fails what is left in the queue. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            join(thread);
        }
        List<FrameJob> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(job -> job.fail(new IllegalStateException("the pipeline was closed")));
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
