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
 * What a broker and its clients know and this machine's other users do not: one user name and 256 random bits, in a file
 * of the broker's folder that only its owner may read.
 *
 * @param text the password; letters, digits, '-' and '_'
 */
record BrokerPassword(String text) {
    static final String USER = "sightline";
    static final String MECHANISM = "SCRAM-SHA-512";
    static final String PROTOCOL = "SASL_PLAINTEXT";

    private static final Logger log = LoggerFactory.getLogger(BrokerPassword.class);
    private static final String FILE = "sightline.password";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    BrokerPassword {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a broker's password is 43 letters, digits, '-' and '_'");
        }
    }

    /**
     * For a broker that starts: the password of last time, or a new one when there is none or others may have read it. For the
     * holder of the folder's lock.
     */
    static BrokerPassword keep(Path home) throws IOException {
        Path file = home.resolve(FILE);
        Optional<BrokerPassword> there = find(home);
        if (there.isPresent() && !PrivateFile.isOpen(file)) {
            return there.get();
        }
        if (there.isPresent()) {
            log.warn("{} could be read by other users of this machine: a new password replaces it", file);
        }
        BrokerPassword fresh = random();
        PrivateFile.write(file, fresh.text() + "\n");
        return fresh;
    }

    /**
     * That of the folder's broker, for its clients; empty when none has been made.
     *
     * @throws BrokerException when the file holds something else
     */
    static Optional<BrokerPassword> find(Path home) throws IOException {
        Path file = home.resolve(FILE);
        try {
            String text = Files.readString(file).strip();
            if (!FORM.matcher(text).matches()) {
                throw new BrokerException(file + " does not hold the password of the embedded Kafka: stop Sightline and"
                        + " remove the file; the next start makes a new one");
            }
            return Optional.of(new BrokerPassword(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static BrokerPassword random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new BrokerPassword(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Value of {@code sasl.jaas.config}, for clients and listeners. */
    String jaas() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + text + "\";";
    }

    /** What a Java client has to set to be let in. */
    Map<String, String> login() {
        return Map.of("security.protocol", PROTOCOL, "sasl.mechanism", MECHANISM, "sasl.jaas.config", jaas());
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "BrokerPassword[of " + USER + "]";
    }
}
