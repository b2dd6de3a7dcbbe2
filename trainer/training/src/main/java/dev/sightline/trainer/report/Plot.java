package dev.sightline.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Curves between two axes, drawn as SVG: a picture that a page can hold, any browser shows and needs no library.
 *
 * @param title above the picture
 * @param x to the right
 * @param y upwards
 * @param curves at least one to see anything
 */
public record Plot(String title, Axis x, Axis y, List<Curve> curves) {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final int LEGEND_ROW = 18;
    private static final int LEGEND_COLUMNS = 3;
    private static final int MOST_POINTS = 600;
    private static final int MARKED_POINTS = 25;

    /** Told apart by people who see few colors (Okabe and Ito 2008). */
    private static final List<String> COLORS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    public Plot {
        curves = List.copyOf(curves);
    }

    /** The picture, a whole SVG document without an XML declaration, so that a page can take it in as it is. */
    public String svg() {
        Axis across = x.fitted(curves.stream().flatMapToDouble(c -> DoubleStream.of(c.x())));
        Axis up = y.fitted(curves.stream().flatMapToDouble(c -> DoubleStream.of(c.y())));
        boolean legend = curves.size() > 1;
        int rows = legend ? (curves.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS : 0;
        int height = HEIGHT + rows * LEGEND_ROW;
        StringBuilder svg = new StringBuilder(say(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#222\" role=\"img\">\n",
                WIDTH, height, WIDTH, height));
        svg.append(say("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, height));
        svg.append(
                say("<text x=\"%d\" y=\"20\" font-size=\"14\" font-weight=\"600\">%s</text>\n", LEFT, escape(title)));
        grid(svg, across, up);
        for (int c = 0; c < curves.size(); c++) {
            line(svg, curves.get(c).thinned(MOST_POINTS), color(c), across, up);
            if (legend) {
                legend(svg, curves.get(c).name(), c);
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static void grid(StringBuilder svg, Axis across, Axis up) {
        int bottom = HEIGHT - BOTTOM;
        for (double tick : up.ticks()) {
            double at = top(up, tick);
            svg.append(say(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e3e3\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>\n",
                    LEFT, WIDTH - RIGHT, at, at, LEFT - 6, at + 4, up.shown(tick)));
        }
        for (double tick : across.ticks()) {
            double at = left(across, tick);
            svg.append(say(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#e3e3e3\"/>"
                            + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>\n",
                    at, at, TOP, bottom, at, bottom + 16, across.shown(tick)));
        }
        svg.append(say("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#777\"/>\n", LEFT, TOP, bottom, WIDTH - RIGHT));
        svg.append(say(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                (LEFT + WIDTH - RIGHT) / 2, bottom + 34, escape(across.label())));
        int middle = (TOP + bottom) / 2;
        svg.append(say(
                "<text x=\"14\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 14 %d)\">%s</text>\n",
                middle, middle, escape(up.label())));
    }

    private static void line(StringBuilder svg, Curve curve, String color, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        double[] xs = curve.x();
        double[] ys = curve.y();
        boolean drawing = false;
        for (int i = 0; i < xs.length; i++) {
            if (!across.draws(xs[i]) || !up.draws(ys[i])) {
                drawing = false;
                continue;
            }
            path.append(say("%s%.1f %.1f", drawing ? "L" : "M", left(across, xs[i]), top(up, ys[i])));
            drawing = true;
            if (xs.length <= MARKED_POINTS) {
                marks.append(say(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
                        left(across, xs[i]), top(up, ys[i]), color));
            }
        }
        svg.append(say(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" stroke-linejoin=\"round\"/>%s\n",
                path, color, marks));
    }

    private static void legend(StringBuilder svg, String name, int number) {
        int column = (WIDTH - LEFT - RIGHT) / LEGEND_COLUMNS;
        int at = LEFT + number % LEGEND_COLUMNS * column;
        int row = HEIGHT + number / LEGEND_COLUMNS * LEGEND_ROW + 6;
        svg.append(say(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"/>"
                        + "<text x=\"%d\" y=\"%d\">%s</text>\n",
                at, at + 18, row, row, color(number), at + 24, row + 4, escape(name)));
    }

    private static String color(int number) {
        return COLORS.get(number % COLORS.size());
    }

    private static double left(Axis across, double value) {
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double top(Axis up, double value) {
        return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** Text as SVG and HTML take it. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
