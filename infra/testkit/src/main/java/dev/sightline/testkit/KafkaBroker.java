package dev.sightline.testkit;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka for integration tests. All test classes of a JVM share one broker (2 s to start), each test method has
 * topics, groups and applications of its own through a unique prefix, so no test sees another's records:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final KafkaBroker KAFKA = new KafkaBroker();
 *
 * @Test
 * void shouldDoSomething() {
 *     KafkaClients clients = KAFKA.clients();
 *     KAFKA.createTopics(2);
 * }
 * }</pre>
 *
 * Everybody is let in, as on an outside cluster without log-in. Register it as a static field. Tests of one class run one after another.
 */
public final class KafkaBroker implements BeforeAllCallback, BeforeEachCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(KafkaBroker.class);

    private @Nullable Shared shared;
    private @Nullable KafkaClients clients;

    @Override
    public void beforeAll(ExtensionContext context) {
        Shared broker = context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
        shared = broker;
        clients = broker.clients(context.getRequiredTestClass());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        clients = shared().clients(context.getRequiredTestClass());
    }

    /** Clients with the prefix of the running test (of the class, before its first test). */
    public KafkaClients clients() {
        if (clients == null) {
            throw new IllegalStateException(
                    "the test has not begun: register KafkaBroker as a static @RegisterExtension field");
        }
        return clients;
    }

    public String bootstrapServers() {
        return shared().broker.bootstrapServers();
    }

    /** Creates every topic of the system for the running test. */
    public void createTopics(int partitions) {
        new TopicAdmin(clients()).create(Topics.ALL, partitions, (short) 1);
    }

    private Shared shared() {
        if (shared == null) {
            throw new IllegalStateException("KafkaBroker must be a static @RegisterExtension field");
        }
        return shared;
    }

    /** The one broker of the JVM; the root store of JUnit closes it after the last test. */
    private record Shared(EmbeddedBroker broker, Path folder, AtomicInteger prefixes) implements AutoCloseable {
        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("sightline-kafka");
                return new Shared(EmbeddedBroker.withoutLogin(folder), folder, new AtomicInteger());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        KafkaClients clients(Class<?> test) {
            String prefix = "t" + prefixes.incrementAndGet() + "-" + test.getSimpleName();
            return new KafkaClients(KafkaSettings.of(broker.bootstrapServers(), prefix));
        }

        @Override
        public void close() throws IOException {
            broker.close();
            List<Path> deepestFirst;
            try (Stream<Path> files = Files.walk(folder)) {
                deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
