package dev.sightline.app.terminal;

import java.util.Locale;
import java.util.OptionalDouble;

/** One line of progress: share, count and total, rate, time left, and what the job has to add. Pure. */
final class ProgressText {
    private static final int BAR = 20;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private ProgressText() {}

    /**
     * The line.
     *
     * @param total 0 or less while it is not known
     * @param bar whether to draw one
     * @param note more, such as the cameras that still run; may be empty
     */
    static String line(String task, String unit, long done, long total, OptionalDouble rate, boolean bar, String note) {
        StringBuilder line = new StringBuilder(task);
        if (total > 0) {
            double share = Math.min(1, done / (double) total);
            if (bar) {
                int filled = (int) (share * BAR);
                line.append(" [")
                        .append("#".repeat(filled))
                        .append("-".repeat(BAR - filled))
                        .append(']');
            }
            line.append(String.format(Locale.ROOT, " %3d%%: %,d of %,d %s", (int) (share * 100), done, total, unit));
        } else {
            line.append(String.format(Locale.ROOT, ": %,d %s", done, unit));
        }
        rate.ifPresent(r -> line.append(String.format(Locale.ROOT, r < 10 ? ", %.1f/s" : ", %.0f/s", r)));
        if (total > done && rate.isPresent()) {
            line.append(", ")
                    .append(duration(Math.round((total - done) / rate.getAsDouble())))
                    .append(" left");
        }
        return note.isEmpty() ? line.toString() : line.append(", ").append(note).toString();
    }

    /** A time for people: {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    static String duration(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / MINUTE, seconds % MINUTE)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / HOUR, seconds % HOUR / MINUTE);
    }
}
