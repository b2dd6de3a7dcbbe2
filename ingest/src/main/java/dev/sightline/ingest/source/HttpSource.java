package dev.sightline.ingest.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A camera at an HTTP address. What it answers decides who reads it: JPEGs go to {@link JpegCamera}, because FFmpeg's
 * demuxer wants each boundary where the standard has it; every other video goes to {@link StreamSource}.
 */
final class HttpSource implements FrameSource {
    private final SourceSpec.HttpStream spec;
    private final SourceOptions options;
    private final Timeline timeline;
    private final Interrupt interrupt = new Interrupt();
    private volatile @Nullable FrameSource reader;

    HttpSource(SourceSpec.HttpStream spec, SourceOptions options, Timeline timeline) {
        this.spec = spec;
        this.options = options;
        this.timeline = timeline;
    }

    @Override
    public void open() throws SourceUnavailable {
        interrupt.arm(options.openTimeout());
        try {
            HttpInput input = HttpInput.open(StreamInput.of(spec, options), interrupt);
            FrameSource chosen;
            try {
                chosen = choose(input);
            } catch (SourceUnavailable e) {
                input.close();
                throw e;
            }
            reader = chosen;
            chosen.open();
        } catch (SourceUnavailable e) {
            throw String.valueOf(e.getMessage()).startsWith(spec.toString()) ? e : e.of(spec);
        }
    }

    private FrameSource choose(HttpInput input) throws SourceUnavailable {
        String type = input.contentType();
        if (type.startsWith("multipart/") || type.startsWith("image/jp")) {
            return new JpegCamera(spec, options, timeline, interrupt, input);
        }
        byte[] head = input.peek();
        Optional<String> text = FileKind.text(head);
        if (type.startsWith("text/html") || text.filter("a web page"::equals).isPresent()) {
            throw new SourceUnavailable(
                    Finding.NOT_A_VIDEO,
                    "answers with a web page, not with video",
                    "give the address of the stream itself: the camera's manual or its ONVIF profile names it");
        }
        String begin = new String(head, StandardCharsets.ISO_8859_1);
        boolean jpegs = begin.startsWith("\u00ff\u00d8\u00ff")
                || begin.toLowerCase(Locale.ROOT).contains("content-type: image/jp");
        return jpegs
                ? new JpegCamera(spec, options, timeline, interrupt, input)
                : new StreamSource(spec, options, timeline, interrupt, input);
    }

    @Override
    public Grab next() {
        return Objects.requireNonNull(reader, "open the source first").next();
    }

    @Override
    public List<Finding> findings() {
        FrameSource chosen = reader;
        return chosen == null ? List.of() : chosen.findings();
    }

    @Override
    public void cancel() {
        interrupt.cancel();
        FrameSource chosen = reader;
        if (chosen != null) {
            chosen.cancel();
        }
    }

    @Override
    public void close() {
        FrameSource chosen = reader;
        if (chosen != null) {
            chosen.close();
        }
        interrupt.close();
    }
}
