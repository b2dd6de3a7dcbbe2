package dev.sightline.platform.lifecycle;

/** The process's ties to the system, passed in so that tests do not end the JVM. */
public interface Termination {
    /** Calls {@code hook} when the process is asked to stop; the process ends when the hook returns. */
    void addHook(Thread hook);

    /** Takes the hook back; nothing happens when the process is stopping already. */
    void removeHook(Thread hook);

    /** Ends the process at once, without hooks or finally blocks. */
    void halt(int exitCode);

    /** The real thing. */
    static Termination system() {
        return new Termination() {
            @Override
            public void addHook(Thread hook) {
                Runtime.getRuntime().addShutdownHook(hook);
            }

            @Override
            public void removeHook(Thread hook) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException stopping) {
                    // The hook runs at this moment, which is what it is for.
                    org.slf4j.LoggerFactory.getLogger(Termination.class).debug("already stopping", stopping);
                }
            }

            @Override
            public void halt(int exitCode) {
                Runtime.getRuntime().halt(exitCode);
            }
        };
    }
}
