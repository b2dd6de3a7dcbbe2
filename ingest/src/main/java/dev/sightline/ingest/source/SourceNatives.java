package dev.sightline.ingest.source;

import java.util.Optional;

/** Whether the native libraries that read sources load on this machine: for diagnosis, not for work. Any thread. */
public final class SourceNatives {
    private SourceNatives() {}

    /** Why no video can be read; empty when FFmpeg loads. */
    public static Optional<String> videoProblem() {
        try {
            Ffmpeg.error(0);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(Ffmpeg.deepest(e));
        }
    }

    /** Why cameras of this computer ({@code device:N}) cannot be read, and what to do; empty when FFmpeg's devices load. */
    public static Optional<String> deviceProblem() {
        return Ffmpeg.deviceProblem();
    }
}
