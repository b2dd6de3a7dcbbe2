package dev.sightline.app.settings;

import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a file of Kafka client settings, as Kafka's own tools take one and an embedded Kafka writes one. */
final class ClientProperties {
    private static final String KEY = "kafka.client-properties";

    private ClientProperties() {}

    /**
     * Its settings; without {@code bootstrap.servers}, which {@code kafka.bootstrap-servers} decides.
     *
     * @throws UserError when it cannot be read; never with what is in it
     */
    static Map<String, String> read(String file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    KEY + " = " + file + ": there is no such file; give a file of Kafka client settings", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    KEY + " = " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); give a file of Kafka client settings, KEY=VALUE a line, that "
                            + System.getProperty("user.name", "this user") + " may read",
                    e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        settings.remove("bootstrap.servers");
        return settings;
    }
}
