package dev.sightline.app.terminal;

/**
 * How far a job is, with total, rate and time left wherever its length is known: a line that is drawn over on a terminal,
 * a new line every ten seconds elsewhere, nothing when the user wants quiet. Thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_MILLIS = 200;
    private static final long LINE_MILLIS = 10_000;
    private static final String ERASE = "\r\u001b[K";

    private final Terminal terminal;
    private final String task;
    private final String unit;
    private final Pace pace;
    private long done;
    private long total;
    private long shownMillis;
    private String note = "";
    private boolean drawn;
    private boolean closed;

    private Progress(Terminal terminal, String task, String unit, long done, long total) {
        this.terminal = terminal;
        this.task = task;
        this.unit = unit;
        this.done = done;
        this.total = total;
        long now = terminal.clock().millis();
        this.shownMillis = now;
        this.pace = new Pace(now, done);
    }

    /**
     * A job that begins.
     *
     * @param task what is done, such as {@code Tracking}
     * @param unit what is counted, in the plural
     * @param total how many there are; 0 or less while that is not known
     */
    public static Progress over(Terminal terminal, String task, String unit, long total) {
        return new Progress(terminal, task, unit, 0, total);
    }

    /** A job that goes on where it was; what was done before counts for the share, not for the rate. */
    public static Progress resumed(Terminal terminal, String task, String unit, long done, long total) {
        return new Progress(terminal, task, unit, done, total);
    }

    /** Counts what was done. */
    public synchronized void step(long count) {
        done += count;
        long now = terminal.clock().millis();
        pace.mark(now, done);
        if (now - shownMillis >= (terminal.interactive() ? REDRAW_MILLIS : LINE_MILLIS)) {
            show(now);
        }
    }

    /** Corrects the total, once it is known or known better. */
    public synchronized void total(long total) {
        this.total = total;
    }

    /** What the line says at its end from now on, such as {@code 2 cameras running}. */
    public synchronized void note(String note) {
        this.note = note;
    }

    /** Writes a sentence without tearing the line. */
    public synchronized void say(String sentence) {
        erase();
        terminal.say(sentence);
    }

    private void show(long now) {
        shownMillis = now;
        if (terminal.quiet() || closed) {
            return;
        }
        boolean over = terminal.interactive();
        String line = ProgressText.line(task, unit, done, total, pace.perSecond(now, done), over, note);
        if (over) {
            int fits = Math.max(1, terminal.width() - 1);
            terminal.err().print(ERASE + (line.length() > fits ? line.substring(0, fits) : line));
            drawn = true;
        } else {
            terminal.err().println(line);
        }
        terminal.err().flush();
    }

    private void erase() {
        if (drawn) {
            terminal.err().print(ERASE);
            terminal.err().flush();
            drawn = false;
        }
    }

    /** Takes the drawn line away; what came of the job says its outcome. A second call does nothing. */
    @Override
    public synchronized void close() {
        erase();
        closed = true;
    }
}
