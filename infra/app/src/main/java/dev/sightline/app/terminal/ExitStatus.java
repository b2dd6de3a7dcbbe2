package dev.sightline.app.terminal;

/** What a process says to the script that started it; documented in infra/docs/operations.md. */
public final class ExitStatus {
    /** Everything that was asked for is done. */
    public static final int DONE = 0;

    /** A bug, or a service died. */
    public static final int BUG = 1;

    /** It could not start: a mistake the user can fix. */
    public static final int CANNOT_START = 2;

    /** It finished, and something that was asked for was not done. */
    public static final int PROBLEMS = 3;

    /** {@code evaluate gate} only: the challenger is refused. */
    public static final int REFUSED = 4;

    /** {@code evaluate gate} only: the data decide nothing. */
    public static final int INCONCLUSIVE = 5;

    private ExitStatus() {}
}
