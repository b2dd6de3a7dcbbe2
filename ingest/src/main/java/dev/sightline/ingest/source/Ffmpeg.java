package dev.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;

/** What every use of FFmpeg needs: error texts, options, and a library that does not write to our terminal. */
final class Ffmpeg {
    static {
        av_log_set_level(AV_LOG_FATAL);
        avformat.avformat_network_init();
    }

    /** Cameras of this computer need libraries of the system, sound among them, that nothing else needs: loaded with them. */
    private static final class Devices {
        static final Optional<String> PROBLEM = register();

        private static Optional<String> register() {
            try {
                avdevice.avdevice_register_all();
                return Optional.empty();
            } catch (LinkageError e) {
                return Optional.of(deepest(e) + "; on Debian and Ubuntu: apt-get install libpulse0");
            }
        }
    }

    private Ffmpeg() {}

    /** Why cameras of this computer cannot be read, and what to do; empty when they can. */
    static Optional<String> deviceProblem() {
        return Devices.PROBLEM;
    }

    /** What a failure to load a library began with. */
    static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** FFmpeg's text for an error code. */
    static String error(int code) {
        byte[] text = new byte[128];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /** Runs a call with options; those it did not know are dropped. */
    static int with(Map<String, String> options, ToIntFunction<AVDictionary> call) {
        try (AVDictionary dictionary = new AVDictionary(null)) {
            options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
            int result = call.applyAsInt(dictionary);
            av_dict_free(dictionary);
            return result;
        }
    }
}
