package dev.sightline.app.cli;

import dev.sightline.contracts.descriptor.IncomparableDescriptors;
import dev.sightline.embedder.network.NetworkFailure;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.broker.BrokerException;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsException;
import dev.sightline.platform.text.Printable;
import dev.sightline.store.database.DatabaseException;
import dev.sightline.trainer.graph.UnsupportedOperatorException;
import dev.sightline.trainer.run.TrainingFailure;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The one place that turns exceptions into what the user reads. */
final class Failures {
    private static final List<Class<? extends Exception>> USERS_TO_MEND = List.of(
            UserError.class,
            SettingsException.class,
            ModelException.class,
            NetworkFailure.class,
            BrokerException.class,
            KafkaUnavailableException.class,
            DatabaseException.class,
            IllegalArgumentException.class,
            TrainingFailure.class,
            UnsupportedOperatorException.class,
            FileSystemException.class);

    private Failures() {}

    /** Whether the message alone tells the user what to do; otherwise a stack trace helps us. */
    static boolean isUsersToMend(Throwable failure) {
        Throwable root = failure instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : failure;
        return !(root instanceof IncomparableDescriptors)
                && USERS_TO_MEND.stream().anyMatch(kind -> kind.isInstance(root));
    }

    /** One sentence, safe to print. */
    static String sentence(Throwable failure) {
        return Printable.lines(Addresses.masked(raw(failure)));
    }

    private static String raw(Throwable failure) {
        Throwable root = failure instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : failure;
        if (root instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
