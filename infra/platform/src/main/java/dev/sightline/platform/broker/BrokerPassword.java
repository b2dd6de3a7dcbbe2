package dev.sightline.platform.broker;

import dev.sightline.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker and its clients know and this machine's other users do not: a user name and 256 random bits, in a file
 * of the broker's folder that only its owner may read.
 *
 * @param user Sightline itself, or applications that only read
 * @param text the password; letters, digits, '-' and '_'
 */
record BrokerPassword(String user, String text) {
    static final String USER = "sightline";
    /** Applications that read what is public, and may do nothing else. */
    static final String READER = "sightline-reader";

    static final String MECHANISM = "SCRAM-SHA-512";
    static final String PROTOCOL = "SASL_PLAINTEXT";

    private static final Logger log = LoggerFactory.getLogger(BrokerPassword.class);
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    BrokerPassword {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a broker's password is 43 letters, digits, '-' and '_'");
        }
    }

    /** Sightline's own. */
    BrokerPassword(String text) {
        this(USER, text);
    }

    /**
     * For a broker that starts: the password of last time, or a new one when there is none or others may have read it. For the
     * holder of the folder's lock.
     */
    static BrokerPassword keep(Path home) throws IOException {
        return keep(home, USER);
    }

    /** {@link #keep(Path)} of applications that only read. */
    static BrokerPassword keepReader(Path home) throws IOException {
        return keep(home, READER);
    }

    private static BrokerPassword keep(Path home, String user) throws IOException {
        Path file = file(home, user);
        Optional<BrokerPassword> there = find(home, user);
        if (there.isPresent() && !PrivateFile.isOpen(file)) {
            return there.get();
        }
        if (there.isPresent()) {
            log.warn("{} could be read by other users of this machine: a new password replaces it", file);
        }
        BrokerPassword fresh = random(user);
        PrivateFile.write(file, fresh.text() + "\n");
        return fresh;
    }

    /**
     * That of the folder's broker, for its clients; empty when none has been made.
     *
     * @throws BrokerException when the file holds something else
     */
    static Optional<BrokerPassword> find(Path home) throws IOException {
        return find(home, USER);
    }

    private static Path file(Path home, String user) {
        return home.resolve(user + ".password");
    }

    private static Optional<BrokerPassword> find(Path home, String user) throws IOException {
        Path file = file(home, user);
        try {
            String text = Files.readString(file).strip();
            if (!FORM.matcher(text).matches()) {
                throw new BrokerException(file + " does not hold the password of the embedded Kafka: stop Sightline and"
                        + " remove the file; the next start makes a new one");
            }
            return Optional.of(new BrokerPassword(user, text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static BrokerPassword random(String user) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new BrokerPassword(user, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Value of {@code sasl.jaas.config}, for clients and for listeners that let nobody else in. */
    String jaas() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + text + "\";";
    }

    /** The same for a listener that lets in applications that only read, too. */
    String jaas(BrokerPassword reader) {
        String own = jaas();
        return own.substring(0, own.length() - 1) + " " + PasswordCheck.READER + "=\"" + reader.user() + "\" "
                + PasswordCheck.READER_PASSWORD + "=\"" + reader.text() + "\";";
    }

    /** What a Java client has to set to be let in. */
    Map<String, String> login() {
        return Map.of("security.protocol", PROTOCOL, "sasl.mechanism", MECHANISM, "sasl.jaas.config", jaas());
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "BrokerPassword[of " + user + "]";
    }
}
