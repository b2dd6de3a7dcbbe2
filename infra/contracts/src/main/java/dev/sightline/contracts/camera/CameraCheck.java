package dev.sightline.contracts.camera;

import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.MaskPoint;
import dev.sightline.contracts.v1.MaskPolygon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a camera record. Everybody who writes or reads the cameras topic asks here, so that no service waits
 * for a camera that another one refuses. Pure: looks at no file and no network.
 */
public final class CameraCheck {
    /** Highest rate a camera can be sampled at, frames per second. */
    public static final double LARGEST_FPS = 1000;

    private static final int LONGEST_SOURCE = 4096;
    private static final int MOST_POLYGONS = 32;
    private static final int MOST_CORNERS = 64;

    private CameraCheck() {}

    /**
     * What is wrong, one sentence each with the value and what is allowed; empty when the record is valid. Sources may
     * hold passwords: no sentence repeats one.
     */
    public static List<String> faults(Camera camera) {
        List<String> faults = new ArrayList<>();
        name("camera", camera.getCameraId()).ifPresent(faults::add);
        name("site", camera.getSiteId()).ifPresent(faults::add);
        source(camera.getSource()).ifPresent(faults::add);
        double fps = camera.getSampleFps();
        if (!(fps >= 0 && fps <= LARGEST_FPS)) {
            faults.add("fps = " + fps + " is not allowed: give 0 (every frame) to " + (int) LARGEST_FPS
                    + " frames per second");
        }
        if (camera.getLastSequence() < 0) {
            faults.add("last_sequence = " + camera.getLastSequence()
                    + " is not allowed: give 0 (to the end) or the number of the last frame");
        }
        if (camera.getStartTimeUs() < 0) {
            faults.add("start_time_us = " + camera.getStartTimeUs()
                    + " is not allowed: give 0 (the source's own) or microseconds since 1970");
        }
        mask(camera.getMaskList()).ifPresent(faults::add);
        if (camera.getPlace().getCameraPartition() < 0 || camera.getPlace().getSitePartition() < 0) {
            faults.add("place has the partitions " + camera.getPlace().getCameraPartition() + " and "
                    + camera.getPlace().getSitePartition() + "; leave it to 'sightline cameras add', which sets it");
        }
        return List.copyOf(faults);
    }

    private static Optional<String> mask(List<MaskPolygon> mask) {
        if (mask.size() > MOST_POLYGONS) {
            return Optional.of("mask has " + mask.size() + " polygons; allowed are " + MOST_POLYGONS);
        }
        for (MaskPolygon polygon : mask) {
            int corners = polygon.getPointsCount();
            if (corners < 3 || corners > MOST_CORNERS) {
                return Optional.of("mask has a polygon of " + corners + " corners; allowed are 3 to " + MOST_CORNERS);
            }
            for (MaskPoint point : polygon.getPointsList()) {
                if (!isShare(point.getX()) || !isShare(point.getY())) {
                    return Optional.of("mask has a corner at " + point.getX() + ", " + point.getY()
                            + "; give shares of width and height from 0 to 1");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isShare(float value) {
        return value >= 0 && value <= 1;
    }

    private static Optional<String> name(String what, String name) {
        try {
            Ids.requireName(what, printable(name));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Optional<String> source(String source) {
        String allowed = ": give a video file, a folder of images, rtsp://…, http(s)://… or device:N";
        if (source.isBlank()) {
            return Optional.of("source is empty" + allowed);
        }
        if (source.length() > LONGEST_SOURCE) {
            return Optional.of("source has " + source.length() + " characters; allowed are " + LONGEST_SOURCE);
        }
        if (source.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("source holds a control character" + allowed);
        }
        String scheme = SourceKind.scheme(source);
        boolean hostless = source.strip().regionMatches(scheme.length(), ":///", 0, 4);
        return switch (SourceKind.of(source)) {
            case RTSP, HTTP -> hostless ? Optional.of("source " + scheme + "://… names no host") : Optional.empty();
            case UNKNOWN -> Optional.of("source of kind '" + kind(source) + "' is not understood" + allowed);
            default -> Optional.empty();
        };
    }

    /** What stands before the colon: enough to see the mistake, and never a password. */
    private static String kind(String source) {
        String text = source.strip();
        String kind = text.substring(0, Math.max(0, text.indexOf(':')));
        return kind.substring(0, Math.min(kind.length(), 20)) + ":";
    }

    /** Control characters must not reach a log or a terminal. */
    private static String printable(String text) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
    }
}
