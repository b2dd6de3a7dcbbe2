package dev.sightline.platform.broker;

import dev.sightline.platform.folder.FolderLock;
import dev.sightline.platform.folder.PrivateFolder;
import dev.sightline.platform.kafka.KafkaAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka of one node (KRaft: broker and controller in one) inside this JVM, listening on loopback only. All data
 * lies in one folder: a later start on the same folder goes on with it, also after the process was killed. Transactions
 * and Streams' exactly-once mode work; every topic has one replica. Ready in about 2 s, about 240 MB of memory.
 *
 * <p>Only clients that know the password in its folder are let in, on their port and on that of the controller; see
 * {@link #access}.
 *
 * <p>Not for production: one node, one copy, no encryption. Point {@code kafka.bootstrap-servers} at a cluster there.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int PORT_TRIES = 5;

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final KafkaAccess access;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, FolderLock lock, Entrance entrance) {
        this.server = server;
        this.lock = lock;
        this.access = entrance.access();
        this.port = entrance.ports().client();
    }

    /**
     * Starts on the folder's port of last time when that is free, else on any free port.
     *
     * @throws BrokerException when it cannot start
     */
    public static EmbeddedBroker start(Path folder) {
        return startAnywhere(folder, true);
    }

    /** One that lets everybody in, as many outside clusters do: for tests and measurements, never in the product. */
    public static EmbeddedBroker withoutLogin(Path folder) {
        return startAnywhere(folder, false);
    }

    private static EmbeddedBroker startAnywhere(Path folder, boolean login) {
        for (int tries = 1; ; tries++) {
            BrokerPorts ports = BrokerPorts.remembered(folder).orElseGet(BrokerPorts::free);
            if (!ports.areFree()) {
                ports = BrokerPorts.free();
            }
            try {
                return start(folder, ports, login);
            } catch (BrokerException e) {
                // Between choosing and binding, another process may take a port.
                if (tries == PORT_TRIES || ports.areFree()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Starts on a port.
     *
     * @param port 1 to 65535, or 0 for {@link #start(Path)}
     * @throws BrokerException when it cannot start, such as on a port in use
     */
    public static EmbeddedBroker start(Path folder, int port) {
        if (port == 0) {
            return start(folder);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("broker port " + port + " must be 0 (any free port) to 65535");
        }
        if (!BrokerPorts.isFree(port)) {
            throw new BrokerException(
                    "broker port " + port
                            + " is in use on 127.0.0.1: stop the process that listens there, or choose another port (0 = any free)");
        }
        return start(folder, BrokerPorts.withClient(port), true);
    }

    /**
     * How to reach the broker of a folder that runs now in another process. Empty when none does. It may still be starting.
     * Not for the process that runs it: looking at a file lock there gives it up.
     *
     * @throws BrokerException when its password cannot be read
     */
    public static Optional<KafkaAccess> running(Path folder) {
        Path home = folder.toAbsolutePath();
        return FolderLock.isTaken(home) ? Entrance.remembered(home).map(Entrance::access) : Optional.empty();
    }

    private static EmbeddedBroker start(Path folder, BrokerPorts ports, boolean login) {
        Path home = folder.toAbsolutePath();
        try {
            FolderLock lock = FolderLock.tryTake(home)
                    .orElseThrow(() -> new BrokerException("another Sightline process runs its Kafka in " + home
                            + ": stop that process, or set data.folder to another folder"));
            try {
                PrivateFolder.close(home);
                Entrance entrance = new Entrance(ports, login ? BrokerPassword.keep(home) : null);
                return new EmbeddedBroker(serve(home, entrance), lock, entrance);
            } catch (BrokerException | IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BrokerException(
                    "the folder " + home + " of the embedded Kafka broker cannot be used (" + e
                            + "): check that it may be written, or choose another folder",
                    e);
        }
    }

    private static KafkaRaftServer serve(Path home, Entrance entrance) {
        long begun = System.nanoTime();
        KafkaRaftServer server = null;
        int port = entrance.ports().client();
        try {
            format(home);
            server = new KafkaRaftServer(new KafkaConfig(entrance.settings(home)), Time.SYSTEM);
            server.startup();
            entrance.remember(home);
        } catch (Exception e) {
            stopAfterFailure(server);
            throw new BrokerException(
                    "the embedded Kafka broker did not start on port " + port + " with folder " + home + " ("
                            + e.getMessage() + "): check free disk space and that the folder may be written",
                    e);
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        log.info("embedded Kafka ready on 127.0.0.1:{} after {} ms, data in {}", port, millis, home);
        return server;
    }

    private static void stopAfterFailure(@Nullable KafkaRaftServer server) {
        if (server == null) {
            return;
        }
        try {
            server.shutdown();
        } catch (RuntimeException e) {
            log.debug("a broker that did not start did not stop cleanly either", e);
        }
    }

    /** Formats an empty folder. A formatted one keeps its cluster id: a new id on old data stops Kafka. */
    private static void format(Path home) throws Exception {
        if (Files.exists(home.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setIgnoreFormatted(true)
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(home.toString())
                    .addDirectory(home.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(silent)
                    .run();
        }
    }

    /** How clients reach it and log in. */
    public KafkaAccess access() {
        return access;
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return access.servers();
    }

    public int port() {
        return port;
    }

    /** Stops in order: clients are let go, logs flushed, the next start needs no recovery. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the lock of the broker's folder", e);
        }
    }
}
