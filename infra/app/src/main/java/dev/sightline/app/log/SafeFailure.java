package dev.sightline.app.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An exception as a log shows it: the messages of it, its causes and what was suppressed are safe text, so that none can
 * pretend to be a line of the log.
 */
final class SafeFailure implements IThrowableProxy {
    private final IThrowableProxy failure;

    SafeFailure(IThrowableProxy failure) {
        this.failure = failure;
    }

    static @Nullable IThrowableProxy orNull(@Nullable IThrowableProxy failure) {
        return failure == null ? null : new SafeFailure(failure);
    }

    @Override
    public @Nullable String getMessage() {
        return SafeText.orNull(failure.getMessage());
    }

    @Override
    public String getClassName() {
        return failure.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return failure.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return failure.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return orNull(failure.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        IThrowableProxy[] suppressed = failure.getSuppressed();
        return suppressed == null
                ? new IThrowableProxy[0]
                : Arrays.stream(suppressed).map(SafeFailure::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return failure.isCyclic();
    }
}
