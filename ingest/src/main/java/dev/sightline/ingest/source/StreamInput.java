package dev.sightline.ingest.source;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A source in FFmpeg's words.
 *
 * @param url what to open
 * @param format demuxer to use, empty to let FFmpeg find out
 * @param options options of demuxer and protocol
 */
record StreamInput(String url, String format, Map<String, String> options) {
    /** Enough of a live stream to recognize it; FFmpeg's own 5 MB and 5 s make a slow camera seem dead. */
    private static final Map<String, String> LIVE =
            Map.of("probesize", "1000000", "analyzeduration", "1000000", "fpsprobesize", "0");

    @Override
    public String toString() {
        return "StreamInput[" + SourceSpec.shown(url) + "]";
    }

    static StreamInput of(SourceSpec spec, SourceOptions options) {
        String micros = String.valueOf(options.readTimeout().toNanos() / 1000);
        if (spec instanceof SourceSpec.VideoFile file) {
            String url = "file:" + file.path().toAbsolutePath();
            return new StreamInput(url, "", Map.of("protocol_whitelist", "file,crypto,data"));
        }
        if (spec instanceof SourceSpec.RtspStream rtsp) {
            return live(rtsp.url(), Map.of("rtsp_transport", "tcp", "timeout", micros));
        }
        if (spec instanceof SourceSpec.HttpStream http) {
            return live(http.url(), Map.of("rw_timeout", micros, "user_agent", "sightline"));
        }
        if (spec instanceof SourceSpec.Device device) {
            return device(device.index());
        }
        throw new IllegalArgumentException(spec + " is no stream");
    }

    private static StreamInput live(String url, Map<String, String> own) {
        Map<String, String> options = new LinkedHashMap<>(LIVE);
        options.putAll(own);
        // A playlist or redirect of a camera must not make us read local files.
        options.put("protocol_whitelist", "http,https,tcp,tls,rtp,rtsp,udp,httpproxy,crypto");
        return new StreamInput(url, "", Map.copyOf(options));
    }

    private static StreamInput device(int index) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return new StreamInput(String.valueOf(index), "avfoundation", Map.of("framerate", "30"));
        }
        if (system.contains("windows")) {
            return new StreamInput(String.valueOf(index), "vfwcap", Map.of());
        }
        return new StreamInput("/dev/video" + index, "v4l2", Map.of());
    }
}
