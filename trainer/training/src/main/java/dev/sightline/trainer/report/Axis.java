package dev.sightline.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * One side of a plot.
 *
 * @param label for people
 * @param logarithmic equal steps are equal factors; values must be above 0, others are not drawn
 * @param low end; NaN for the least value drawn
 * @param high end; NaN for the greatest value drawn
 * @param whole only whole numbers are marked, as of epochs
 */
public record Axis(String label, boolean logarithmic, double low, double high, boolean whole) {
    private static final int TICKS = 5;
    private static final double SMALL = 1e-2;
    private static final double LARGE = 1e6;

    public Axis(String label, boolean logarithmic, double low, double high) {
        this(label, logarithmic, low, high, false);
    }

    /** Linear, as wide as the values, which are counts. */
    public static Axis counting(String label) {
        return new Axis(label, false, Double.NaN, Double.NaN, true);
    }

    /** Linear, as wide as the values. */
    public static Axis fitting(String label) {
        return new Axis(label, false, Double.NaN, Double.NaN);
    }

    /** Linear, from 0 to 1. */
    public static Axis share(String label) {
        return new Axis(label, false, 0, 1);
    }

    /** Logarithmic between given ends. */
    public static Axis logarithmic(String label, double low, double high) {
        return new Axis(label, true, low, high);
    }

    /** The same axis with ends that fit the values; a single value gets room on both sides. */
    Axis fitted(DoubleStream values) {
        double[] drawn = values.filter(this::draws).toArray();
        double least = Double.isNaN(low) ? DoubleStream.of(drawn).min().orElse(0) : low;
        double most = Double.isNaN(high) ? DoubleStream.of(drawn).max().orElse(1) : high;
        if (!(most > least)) {
            double room = least == 0 ? 1 : Math.abs(least) / 2;
            return new Axis(label, logarithmic, least - (Double.isNaN(low) ? room : 0), least + room, whole);
        }
        if (logarithmic || !Double.isNaN(low) && !Double.isNaN(high)) {
            return new Axis(label, logarithmic, least, most, whole);
        }
        double step = step(least, most);
        return new Axis(
                label,
                false,
                Double.isNaN(low) ? Math.floor(least / step) * step : low,
                Double.isNaN(high) ? Math.ceil(most / step) * step : high,
                whole);
    }

    boolean draws(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    /** Where a value lies, 0 at the low end, 1 at the high one, clamped. */
    double place(double value) {
        double at = logarithmic
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
        return Math.max(0, Math.min(1, at));
    }

    /** Round values to mark. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (int power = (int) Math.ceil(Math.log10(low) - 1e-9); Math.pow(10, power) <= high * 1.0001; power++) {
                ticks.add(Math.pow(10, power));
            }
            return ticks;
        }
        double step = step(low, high);
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Short, and the same number of digits for all. */
    String shown(double tick) {
        if (tick == 0) {
            return "0";
        }
        if (logarithmic && tick >= SMALL * .99 && tick <= 1) {
            return String.format(Locale.ROOT, "%." + Math.round(-Math.log10(tick)) + "f", tick);
        }
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (logarithmic || size < SMALL || size >= LARGE) {
            String text = String.format(Locale.ROOT, "%.1e", tick);
            return text.replaceFirst("\\.0e", "e")
                    .replaceFirst("e([+-])0?(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        double step = step(low, high);
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + digits + "f", tick);
    }

    /** 1, 2 or 5 times a power of ten, about {@value #TICKS} of them between the ends. */
    private double step(double low, double high) {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digits = rough / power;
        double step = (digits < 1.5 ? 1 : digits < 3.5 ? 2 : digits < 7.5 ? 5 : 10) * power;
        return whole ? Math.max(1, step) : step;
    }
}
