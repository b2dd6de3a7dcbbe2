package dev.sightline.platform.lifecycle;

/** The process's ties to the system, passed in so that tests do not end the JVM. */
public interface Termination {
    /** Calls {@code hook} when the process is asked to stop; the process ends when the hook and its main thread have. */
    void addHook(Thread hook);

    /** Takes the hook back; nothing happens when the process is stopping already. */
    void removeHook(Thread hook);

    /** Ends the process at once, without hooks or finally blocks. */
    void halt(int exitCode);

    /** The real thing: signals, or a shutdown hook where they cannot be caught. */
    static Termination system() {
        return new SystemTermination();
    }
}
