package dev.sightline.console.live;

import dev.sightline.store.account.Scope;
import java.util.List;

/** What is sent to the live page. Each record is one server-sent event named by {@link #name}, its fields the JSON. */
public sealed interface LiveEvent {
    /** The event's name on the wire. */
    String name();

    /** Whether somebody who may look there gets it. */
    boolean isIn(Scope scope);

    /** The site of an identity, by its id. */
    static String siteOf(String identity) {
        return identity.substring(0, Math.max(0, identity.lastIndexOf('/')));
    }

    /**
     * A frame whose tracks are known; its picture lies at {@code /api/v1/cameras/<camera>/frames/<session>/<sequence>}.
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

        @Override
        public boolean isIn(Scope scope) {
            return scope.allowsCamera(site, camera);
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

    /** An identity appeared, was seen again or changed its best crop (at {@code /api/v1/identities/<id>/picture}). */
    record Identity(String id, List<String> cameras, long firstMs, long lastMs, int sightings, int crop, String why)
            implements LiveEvent {
        public Identity {
            cameras = List.copyOf(cameras);
        }

        @Override
        public String name() {
            return "identity";
        }

        @Override
        public boolean isIn(Scope scope) {
            return scope.allowsAny(siteOf(id), cameras);
        }
    }

    /** An identity is no more: merged into another, expired or erased. */
    record Gone(String id, String into) implements LiveEvent {
        @Override
        public String name() {
            return "gone";
        }

        @Override
        public boolean isIn(Scope scope) {
            return scope.allowsSite(siteOf(id));
        }
    }

    /**
     * An alert.
     *
     * @param json the CloudEvent, which is what is sent
     * @param id of the alert
     * @param site where
     * @param camera where; empty when the event does not say
     * @param identity who; may be empty
     * @param tracklet what met the rule; may be empty
     * @param onWatchlist whether the person is on the watchlist
     */
    record Alert(
            String json, String id, String site, String camera, String identity, String tracklet, boolean onWatchlist)
            implements LiveEvent {
        @Override
        public String name() {
            return "alert";
        }

        @Override
        public boolean isIn(Scope scope) {
            return camera.isEmpty()
                    ? scope.cameras().isEmpty() && scope.allowsSite(site)
                    : scope.allowsCamera(site, camera);
        }
    }

    /**
     * The person of some alerts is known to be somebody else by now.
     *
     * @param alerts their ids
     * @param identity who the person is
     */
    record Amended(List<String> alerts, String identity) implements LiveEvent {
        public Amended {
            alerts = List.copyOf(alerts);
        }

        @Override
        public String name() {
            return "amended";
        }

        @Override
        public boolean isIn(Scope scope) {
            return scope.allowsSite(siteOf(identity));
        }
    }
}
