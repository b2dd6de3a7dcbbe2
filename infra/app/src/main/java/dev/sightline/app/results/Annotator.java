package dev.sightline.app.results;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws people's boxes and identities into a picture, in the colors the live page uses. Stateless. */
public final class Annotator {
    private static final double GOLDEN_ANGLE = 137.508;
    private static final Pattern ORDINAL = Pattern.compile("(\\d+)$");

    private Annotator() {}

    /** Draws {@code rows}, all of one frame, into {@code picture}. */
    public static void draw(BufferedImage picture, List<TrackRow> rows) {
        Graphics2D g = picture.createGraphics();
        try {
            float scale = Math.max(1, picture.getWidth() / 900f);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setStroke(new BasicStroke(2.5f * scale));
            g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.round(13 * scale)));
            rows.forEach(row -> draw(g, row, scale));
        } finally {
            g.dispose();
        }
    }

    private static void draw(Graphics2D g, TrackRow row, float scale) {
        int x = Math.round(row.place().x());
        int y = Math.round(row.place().y());
        g.setColor(color(row.identity()));
        g.drawRect(x, y, Math.round(row.place().width()), Math.round(row.place().height()));
        String label = row.identity().substring(row.identity().lastIndexOf('/') + 1);
        int height = Math.round(17 * scale);
        int top = Math.max(0, y - height);
        g.fillRect(x, top, g.getFontMetrics().stringWidth(label) + Math.round(8 * scale), height);
        g.setColor(Color.BLACK);
        g.drawString(label, x + 4 * scale, top + 13 * scale);
    }

    static Color color(String identity) {
        Matcher ordinal = ORDINAL.matcher(identity);
        double hue = ordinal.find() ? Long.parseLong(ordinal.group(1)) * GOLDEN_ANGLE % 360 : 0;
        return Color.getHSBColor((float) (hue / 360), 0.7f, 1);
    }
}
