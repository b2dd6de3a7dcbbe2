package dev.sightline.platform.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The two loopback ports of a broker, remembered in its folder so that clients find it again after a restart.
 *
 * @param client where clients connect
 * @param controller where the node talks to itself
 */
record BrokerPorts(int client, int controller) {
    private static final String FILE = "sightline-ports.properties";

    static BrokerPorts free() {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new BrokerPorts(first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback: " + e.getMessage(), e);
        }
    }

    static BrokerPorts withClient(int client) {
        return new BrokerPorts(client, free().controller());
    }

    static Optional<BrokerPorts> remembered(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            Properties properties = new Properties();
            properties.load(in);
            return Optional.of(new BrokerPorts(
                    Integer.parseInt(properties.getProperty("client", "")),
                    Integer.parseInt(properties.getProperty("controller", ""))));
        } catch (IOException | NumberFormatException e) {
            // A torn file after a kill: the ports are a convenience, the data is what counts.
            return Optional.empty();
        }
    }

    void remember(Path home) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("client", String.valueOf(client));
        properties.setProperty("controller", String.valueOf(controller));
        try (OutputStream out = Files.newOutputStream(home.resolve(FILE))) {
            properties.store(out, "ports of the last start");
        }
    }

    boolean areFree() {
        return isFree(client) && isFree(controller);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
