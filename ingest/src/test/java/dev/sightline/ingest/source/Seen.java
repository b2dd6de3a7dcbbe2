package dev.sightline.ingest.source;

import dev.sightline.ingest.NumberedPictures;
import java.util.ArrayList;
import java.util.List;

/** What a test keeps of a picture. */
@SuppressWarnings("ArrayRecordComponent")
record Seen(Stamp stamp, int number, byte[] jpeg) {
    static Seen of(Picture picture) {
        return new Seen(picture.stamp(), NumberedPictures.number(picture.image()), picture.jpeg(90));
    }

    /** Everything a recorded source gives until its end. */
    static List<Seen> all(SourceSpec spec, SourceOptions options) throws SourceUnavailable {
        List<Seen> seen = new ArrayList<>();
        try (FrameSource source = FrameSource.open(spec, options)) {
            for (Grab grab = source.next(); !(grab instanceof Grab.Ended); grab = source.next()) {
                if (grab instanceof Grab.Lost lost) {
                    throw new AssertionError(lost.reason());
                }
                if (grab instanceof Grab.Taken taken) {
                    seen.add(of(taken.picture()));
                }
            }
        }
        return seen;
    }
}
