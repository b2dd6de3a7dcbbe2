package dev.sightline.platform.lifecycle;

/** Why a process stops. */
public sealed interface StopCause {
    /** For the log. */
    String text();

    /** What the process exits with; a signal's own code when the system ends it. */
    int exitCode();

    /** SIGTERM or Ctrl-C. */
    record Signal() implements StopCause {
        @Override
        public String text() {
            return "asked to stop";
        }

        @Override
        public int exitCode() {
            return 0;
        }
    }

    /** The work is done, as in a batch run. */
    record Finished() implements StopCause {
        @Override
        public String text() {
            return "finished";
        }

        @Override
        public int exitCode() {
            return 0;
        }
    }

    /** A service needs a restart. */
    record Dead(String service) implements StopCause {
        @Override
        public String text() {
            return service + " failed and needs a restart; its log says why";
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }
}
