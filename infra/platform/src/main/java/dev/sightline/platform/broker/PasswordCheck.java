package dev.sightline.platform.broker;

import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.jspecify.annotations.Nullable;

/**
 * Lets in clients that know a user and password of the listener's own log-in: Sightline's, or that of applications that only read. Kafka would look users up in its metadata log, which a
 * folder of an older version lacks and a controller reads only after the broker has logged in to it; here the password file
 * is all there is, so any folder can be protected at its next start and a new password replaces the old one at once.
 * Kafka makes one for each listener. Thread-safe after {@link #configure}.
 */
public final class PasswordCheck implements AuthenticateCallbackHandler {
    /** The least that SCRAM allows: more would slow down guessing, which 256 random bits rule out. */
    private static final int ITERATIONS = 4096;

    /** Options of the listener's log-in that name a second user. */
    static final String READER = "reader";

    static final String READER_PASSWORD = "readerpassword";

    private final Map<String, ScramCredential> credentials = new HashMap<>();

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaasConfigEntries) {
        Map<String, ?> login = jaasConfigEntries.get(0).getOptions();
        try {
            ScramFormatter scram = new ScramFormatter(ScramMechanism.forMechanismName(mechanism));
            credentials.put(
                    (String) login.get("username"),
                    scram.generateCredential((String) login.get("password"), ITERATIONS));
            if (login.get(READER) instanceof String reader) {
                credentials.put(reader, scram.generateCredential((String) login.get(READER_PASSWORD), ITERATIONS));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new BrokerException("this Java lacks an algorithm of " + mechanism + ": use a full JDK", e);
        }
    }

    /** Leaves the credential out for any other user, whom Kafka then refuses. */
    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        @Nullable ScramCredential known = null;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                known = credentials.get(name.getDefaultName());
            } else if (callback instanceof ScramCredentialCallback wanted) {
                wanted.scramCredential(known);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held but credentials.
    }
}
