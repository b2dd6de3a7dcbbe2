package dev.sightline.ingest.source;

import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * One reading of a camera's footage: {@link #open}, then {@link #next} until it says {@link Grab.Ended} or
 * {@link Grab.Lost}, then {@link #close}, all on one thread. Only {@link #cancel} may come from another.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * Opens it; takes {@link SourceOptions#openTimeout} at most.
     *
     * @throws SourceUnavailable when there is nothing to read, or nothing that can be read
     */
    void open() throws SourceUnavailable;

    /** The next picture; waits {@link SourceOptions#readTimeout} at most. The picture before becomes invalid. */
    Grab next();

    /** How many pictures open recorded footage holds by its own account; empty where it does not say. */
    default OptionalLong length() {
        return OptionalLong.empty();
    }

    /**
     * What is wrong with the footage that was read so far, each kind once with its count; after {@link Grab.Ended} or
     * {@link Grab.Lost} also what only the end shows. On the reading thread, before close.
     */
    default List<Finding> findings() {
        return List.of();
    }

    /** Makes an {@link #open} or {@link #next} that waits return soon. Any thread, any time, also after close. */
    void cancel();

    @Override
    void close();

    /** A source that is not open yet. */
    static FrameSource of(SourceSpec spec, SourceOptions options, Timeline timeline) {
        if (spec instanceof SourceSpec.ImageFolder folder) {
            return new FolderSource(folder.path(), options, timeline);
        }
        return spec instanceof SourceSpec.HttpStream http
                ? new HttpSource(http, options, timeline)
                : new StreamSource(spec, options, timeline, new Interrupt(), null);
    }

    /**
     * An open source with a timeline of its own: what tools outside the ingest service use.
     *
     * @throws SourceUnavailable when there is nothing to read, or nothing that can be read
     */
    static FrameSource open(SourceSpec spec, SourceOptions options) throws SourceUnavailable {
        FrameSource source = of(spec, options, timeline(spec, options));
        try {
            source.open();
            return source;
        } catch (SourceUnavailable e) {
            source.close();
            throw e;
        }
    }

    /** The timeline a source of this kind begins with. */
    static Timeline timeline(SourceSpec spec, SourceOptions options) {
        if (spec.live()) {
            return Timeline.live(InstantSource.system());
        }
        return Timeline.recorded(options.startTimeUs() == 0 ? Timeline.DEFAULT_START_US : options.startTimeUs());
    }
}
