package dev.sightline.platform.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Questions and answers as they travel. A question carries its time, so that one that was recorded cannot be asked again later; an
 * answer belongs to one question, so that an old one cannot be given for it.
 *
 * @param key of all instances
 * @param clock of this machine
 */
record Sealing(SharedKey key, InstantSource clock) {
    /** Clocks of machines differ. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final byte[] QUESTION = "question".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "answer".getBytes(StandardCharsets.US_ASCII);

    /** Why a question is not answered. */
    enum Refusal {
        KEY("this was not sealed with the secret of this instance"),
        CLOCK("this was asked more than a minute ago or ahead: set the clocks of the machines");

        private final String text;

        Refusal(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** A question that was opened, or why it is refused. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    record Opened(byte[] question, Optional<Refusal> refusal) {}

    byte[] question(byte[] plain) {
        byte[] stamped = ByteBuffer.allocate(Long.BYTES + plain.length)
                .putLong(clock.millis())
                .put(plain)
                .array();
        return key.seal(stamped, QUESTION);
    }

    Opened opened(byte[] sealed) {
        Optional<byte[]> stamped = key.open(sealed, QUESTION).filter(plain -> plain.length >= Long.BYTES);
        if (stamped.isEmpty()) {
            return new Opened(new byte[0], Optional.of(Refusal.KEY));
        }
        ByteBuffer plain = ByteBuffer.wrap(stamped.get());
        Duration age = Duration.between(Instant.ofEpochMilli(plain.getLong()), clock.instant());
        byte[] question = new byte[plain.remaining()];
        plain.get(question);
        return new Opened(question, age.abs().compareTo(FRESH) > 0 ? Optional.of(Refusal.CLOCK) : Optional.empty());
    }

    byte[] answer(byte[] plain, byte[] sealedQuestion) {
        return key.seal(plain, about(sealedQuestion));
    }

    Optional<byte[]> openedAnswer(byte[] sealed, byte[] sealedQuestion) {
        return key.open(sealed, about(sealedQuestion));
    }

    /** The first bytes of a sealed question are random. */
    private static byte[] about(byte[] sealedQuestion) {
        byte[] about = Arrays.copyOf(ANSWER, ANSWER.length + SharedKey.NONCE);
        System.arraycopy(sealedQuestion, 0, about, ANSWER.length, SharedKey.NONCE);
        return about;
    }
}
