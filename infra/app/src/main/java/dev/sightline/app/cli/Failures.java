package dev.sightline.app.cli;

import dev.sightline.contracts.descriptor.IncomparableDescriptors;
import dev.sightline.embedder.network.NetworkFailure;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.onnx.OnnxException;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.broker.BrokerException;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import dev.sightline.platform.lifecycle.LifecycleException;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsException;
import dev.sightline.platform.text.Printable;
import dev.sightline.store.database.DatabaseException;
import dev.sightline.trainer.graph.UnsupportedOperatorException;
import dev.sightline.trainer.run.TrainingFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/** The one place that turns exceptions into what the user reads. */
final class Failures {
    private static final List<Class<? extends Exception>> USERS_TO_MEND = List.of(
            UserError.class,
            SettingsException.class,
            ModelException.class,
            NetworkFailure.class,
            BrokerException.class,
            CropException.class,
            KafkaUnavailableException.class,
            KafkaException.class,
            DatabaseException.class,
            IllegalArgumentException.class,
            OnnxException.class,
            TrainingFailure.class,
            UnsupportedOperatorException.class,
            IOException.class);

    private Failures() {}

    /** Whether the message alone says what to do; otherwise a stack trace helps us. */
    static boolean isUsersToMend(Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof LifecycleException several) {
            return several.getSuppressed().length > 0
                    && Stream.of(several.getSuppressed()).allMatch(Failures::isUsersToMend);
        }
        return !(root instanceof IncomparableDescriptors)
                && USERS_TO_MEND.stream().anyMatch(kind -> kind.isInstance(root));
    }

    /** One sentence, safe to print. */
    static String sentence(Throwable failure) {
        return Printable.lines(Addresses.masked(raw(failure)));
    }

    private static String raw(Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof FileSystemException file) {
            return sentence(file);
        }
        String message = root.getMessage();
        if (root instanceof KafkaException) {
            return "Kafka: " + deepest(root) + "; check kafka.bootstrap-servers and the settings under kafka.*";
        }
        return message == null || message.isBlank() ? name(root) : message;
    }

    private static String sentence(FileSystemException failure) {
        String file = failure.getFile();
        if (failure instanceof NoSuchFileException) {
            return "there is no file " + file;
        }
        if (failure instanceof AccessDeniedException) {
            return file + " may not be read or written by this user; change its permissions, or name another file";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + " exists already; name another one, or remove it";
        }
        if (failure instanceof NotDirectoryException) {
            return file + " is no folder";
        }
        return file + ": " + (failure.getReason() == null ? name(failure) : failure.getReason());
    }

    /** What is inside of exceptions that only carry another one. */
    private static Throwable root(Throwable failure) {
        boolean carrier = failure instanceof UncheckedIOException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException;
        return carrier && failure.getCause() != null ? root(failure.getCause()) : failure;
    }

    /** Kafka's clients wrap what is wrong in general words. */
    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? name(deepest) : message;
    }

    /** {@code EOFException} as "end of file" is for people; a class name at least says what to search for. */
    private static String name(Throwable failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("(Exception|Error)$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
