package dev.sightline.app.cli;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/**
 * What happens to a thread that ends by what nobody caught. Without memory a process is no longer itself: it ends at once,
 * and its supervisor starts it again. A record that expands to more than memory holds is not such a case: the consumer
 * that meets it goes past it.
 *
 * @param err where the last words go
 * @param halt ends the process with a status, without its shutdown hooks
 */
public record UncaughtFailure(PrintStream err, IntConsumer halt) implements Thread.UncaughtExceptionHandler {
    private static final int BUG = 1;

    /** Of this process. */
    public static UncaughtFailure ofProcess() {
        return new UncaughtFailure(System.err, Runtime.getRuntime()::halt);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            err.println("sightline: thread " + thread.getName() + " found no memory (" + failure.getMessage()
                    + "), so the process ends; give it more, such as SIGHTLINE_JAVA_OPTS=-XX:MaxRAMPercentage=60");
            halt.accept(BUG);
            return;
        }
        err.println("sightline: thread " + thread.getName() + " ended by " + failure);
        failure.printStackTrace(err);
    }
}
