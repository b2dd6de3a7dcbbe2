package dev.sightline.platform.broker;

import dev.sightline.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Files for applications of the same user, written at each start beside the password: where the broker listens now and how to log
 * in. One as Kafka's own tools and Java clients read it, one as librdkafka does (Python, kcat and others).
 */
final class ClientFiles {
    private static final String JAVA = "client.properties";
    private static final String LIBRDKAFKA = "librdkafka.properties";
    /** In front of the names of files for applications that only read. */
    private static final String READER = "reader-";

    private static final String HEAD = "# Written by Sightline at each start. It holds a password: do not copy it.\n";

    private ClientFiles() {}

    static void write(Path home, String servers, BrokerPassword password) throws IOException {
        String common = HEAD + "bootstrap.servers=" + servers + "\nsecurity.protocol=" + BrokerPassword.PROTOCOL + "\n";
        String whose = password.user().equals(BrokerPassword.READER) ? READER : "";
        PrivateFile.write(
                home.resolve(whose + JAVA),
                common + "sasl.mechanism=" + BrokerPassword.MECHANISM + "\nsasl.jaas.config=" + password.jaas() + "\n");
        PrivateFile.write(
                home.resolve(whose + LIBRDKAFKA),
                common + "sasl.mechanisms=" + BrokerPassword.MECHANISM + "\nsasl.username=" + password.user()
                        + "\nsasl.password=" + password.text() + "\n");
    }
}
