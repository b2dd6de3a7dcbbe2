package dev.sightline.app;

import dev.sightline.contracts.descriptor.IncomparableDescriptors;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The one place that turns exceptions into what the user reads. */
final class Failures {
    private Failures() {}

    /** Whether the message alone tells the user what to do; otherwise a stack trace helps us. */
    static boolean isUsersToMend(Throwable failure) {
        Throwable root = failure instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : failure;
        return !(root instanceof IncomparableDescriptors)
                && (root instanceof UserError
                        || root instanceof IllegalArgumentException
                        || root instanceof FileSystemException);
    }

    /** One sentence. */
    static String sentence(Throwable failure) {
        Throwable root = failure instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : failure;
        if (root instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
