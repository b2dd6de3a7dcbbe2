package dev.sightline.bench.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small panels of one line each over a common axis, as SVG. Every panel starts at 0. */
final class LinePlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 120;
    private static final int LEFT = 60;
    private static final int TOP = 24;

    private final String axis;
    private final List<Double> x;
    private final List<String> panels = new ArrayList<>();

    LinePlot(String axis, List<Double> x) {
        this.axis = axis;
        this.x = List.copyOf(x);
    }

    /** Adds a panel below the others; {@code y} is as long as {@code x}. */
    void panel(String title, List<Double> y) {
        int top = TOP + panels.size() * (HEIGHT + 2 * TOP);
        double most = y.stream().mapToDouble(v -> v).max().orElse(1);
        double scale = most > 0 ? HEIGHT / most : 1;
        double last = Math.max(1e-9, x.stream().mapToDouble(v -> v).max().orElse(1));
        String points = IntStream.range(0, x.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%.1f,%.1f", LEFT + x.get(i) / last * WIDTH, top + HEIGHT - y.get(i) * scale))
                .collect(Collectors.joining(" "));
        panels.add(text(LEFT, top - 8, title)
                + text(4, top + 10, number(most))
                + text(4, top + HEIGHT, "0")
                + String.format(
                        Locale.ROOT, "<path d='M%d %dv%dh%d' fill='none' stroke='#888'/>%n", LEFT, top, HEIGHT, WIDTH)
                + "<polyline fill='none' stroke='#06c' stroke-width='2' points='" + points + "'/>\n");
    }

    String svg() {
        int height = TOP + panels.size() * (HEIGHT + 2 * TOP);
        double last = x.isEmpty() ? 0 : x.get(x.size() - 1);
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                                + "<rect width='100%%' height='100%%' fill='white'/>%n",
                        LEFT + WIDTH + 20,
                        height)
                + String.join("", panels)
                + text(LEFT, height - 6, "0 to " + number(last) + " " + axis)
                + "</svg>\n";
    }

    private static String text(int x, int y, String text) {
        return String.format(Locale.ROOT, "<text x='%d' y='%d'>%s</text>%n", x, y, text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
