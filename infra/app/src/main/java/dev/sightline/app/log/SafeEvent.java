package dev.sightline.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** A log event with every text of it safe: message, fields, exception, thread. */
final class SafeEvent implements ILoggingEvent {
    private final ILoggingEvent event;
    private final String message;

    SafeEvent(ILoggingEvent event) {
        this.event = event;
        this.message = SafeText.of(String.valueOf(event.getFormattedMessage()));
    }

    @Override
    public String getThreadName() {
        return SafeText.of(String.valueOf(event.getThreadName()));
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    /** The message as formatted: its arguments are in it. */
    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return null;
    }

    @Override
    public String getFormattedMessage() {
        return message;
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return SafeFailure.orNull(event.getThrowableProxy());
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public @Nullable List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        Map<String, String> safe = new LinkedHashMap<>();
        event.getMDCPropertyMap().forEach((key, value) -> safe.put(SafeText.of(key), SafeText.of(value)));
        return safe;
    }

    @Override
    @SuppressWarnings("deprecation") // The interface asks for it
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null
                ? null
                : pairs.stream()
                        .map(pair -> new KeyValuePair(SafeText.of(pair.key), SafeText.value(pair.value)))
                        .toList();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }
}
