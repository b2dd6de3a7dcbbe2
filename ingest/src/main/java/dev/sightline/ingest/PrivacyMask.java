package dev.sightline.ingest;

import dev.sightline.contracts.v1.MaskPoint;
import dev.sightline.contracts.v1.MaskPolygon;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.UnreadablePicture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Parts of a camera's picture that nobody gets to see. They are black before the picture leaves the reading thread, so
 * neither Kafka nor the crop store, the models or a page ever have them. Belongs to the reading thread.
 */
final class PrivacyMask {
    /** Pixels around an area that are covered too: coding smears what is next to it. */
    private static final float MARGIN = 4;

    private final List<MaskPolygon> polygons;

    /** @param polygons valid by {@code CameraCheck}; none lets pictures pass as they are */
    PrivacyMask(List<MaskPolygon> polygons) {
        this.polygons = List.copyOf(polygons);
    }

    boolean isEmpty() {
        return polygons.isEmpty();
    }

    /**
     * A picture as JPEG, without what is masked.
     *
     * @throws UnreadablePicture when it cannot be decoded
     */
    byte[] jpeg(Picture picture, int quality) {
        if (isEmpty()) {
            return picture.jpeg(quality);
        }
        BufferedImage image = picture.image();
        cover(image);
        return encode(image, quality);
    }

    private void cover(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        try {
            pen.setColor(Color.BLACK);
            pen.setStroke(new BasicStroke(2 * MARGIN, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            for (MaskPolygon polygon : polygons) {
                Path2D area = area(polygon, image.getWidth(), image.getHeight());
                pen.fill(area);
                pen.draw(area);
            }
        } finally {
            pen.dispose();
        }
    }

    private static Path2D area(MaskPolygon polygon, int width, int height) {
        Path2D area = new Path2D.Float();
        for (MaskPoint point : polygon.getPointsList()) {
            double x = point.getX() * width;
            double y = point.getY() * height;
            if (area.getCurrentPoint() == null) {
                area.moveTo(x, y);
            } else {
                area.lineTo(x, y);
            }
        }
        area.closePath();
        return area;
    }

    private static byte[] encode(BufferedImage image, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UnreadablePicture("masked picture has no JPEG form: " + e.getMessage());
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
