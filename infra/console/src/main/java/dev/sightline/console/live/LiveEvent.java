package dev.sightline.console.live;

import java.util.List;

/** What is sent to the live page. Each record is one server-sent event named by {@link #name}, its fields the JSON. */
sealed interface LiveEvent {
    /** The event's name on the wire. */
    String name();

    /**
     * A frame whose tracks are known; its picture lies at {@code /frames/<camera>/<session>/<sequence>.jpg}.
     *
     * @param picture whether the picture is still held
     * @param ended the camera's footage is over; there are no boxes then
     * @param delayMs from capture to here, -1 for footage that is not shown as it is taken
     */
    record Tracks(
            String camera,
            String site,
            long session,
            long sequence,
            long timeMs,
            int width,
            int height,
            boolean picture,
            boolean ended,
            long delayMs,
            List<Box> boxes)
            implements LiveEvent {
        public Tracks {
            boxes = List.copyOf(boxes);
        }

        @Override
        public String name() {
            return "tracks";
        }
    }

    /**
     * One person in a frame.
     *
     * @param identity empty while nobody knows who it is
     * @param xywh pixels of the full frame
     * @param predicted nobody was detected; where the person should be
     */
    record Box(
            String tracklet,
            String identity,
            String assignment,
            String watchlist,
            List<Float> xywh,
            float score,
            boolean predicted) {
        public Box {
            xywh = List.copyOf(xywh);
        }
    }

    /** An identity appeared, was seen again or changed its best crop (at {@code /crops/<identity>?<revision>}). */
    record Identity(String id, List<String> cameras, long firstMs, long lastMs, int sightings, int crop, String why)
            implements LiveEvent {
        public Identity {
            cameras = List.copyOf(cameras);
        }

        @Override
        public String name() {
            return "identity";
        }
    }

    /** An identity is no more: merged into another, expired or erased. */
    record Gone(String id, String into) implements LiveEvent {
        @Override
        public String name() {
            return "gone";
        }
    }

    /** An alert, as its CloudEvents JSON. */
    record Alert(String json) implements LiveEvent {
        @Override
        public String name() {
            return "alert";
        }
    }
}
