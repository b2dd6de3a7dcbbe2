package dev.sightline.platform.kafka;

/** Kafka did not do what was asked in the time allowed. Passing trouble, or a wrong address: the message says which. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaUnavailableException(String message) {
        super(message);
    }

    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
