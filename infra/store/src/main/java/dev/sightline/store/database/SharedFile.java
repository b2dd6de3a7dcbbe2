package dev.sightline.store.database;

import dev.sightline.platform.folder.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other processes of this machine use an embedded database that this one has open: commands beside a running system.
 * It listens on loopback under a random key that stands, with the port, in a file which only the owner may read. H2's own
 * AUTO_SERVER would do the same but forbids DB_CLOSE_ON_EXIT=FALSE, without which the database goes away under the
 * services that drain.
 */
final class SharedFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedFile.class);
    private static final String FILE = "sightline.server";
    private static final int KNOCK_MILLIS = 1_000;

    private final Server server;
    private final Path file;
    private final String address;

    private SharedFile(Server server, Path file, String address) {
        this.server = server;
        this.file = file;
        this.address = address;
    }

    /** H2 listens on every address unless configured otherwise, before its classes are loaded. */
    static void listenOnLoopback() {
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    /**
     * Begins to listen for a database that is open in this process.
     *
     * @param folder of the database
     * @param database path of its files, without the ending
     */
    static SharedFile listen(Path folder, Path database) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        try {
            Server server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-key", key, database.toString())
                    .start();
            Path file = folder.resolve(FILE);
            String address = server.getPort() + "\n" + key + "\n";
            PrivateFile.write(file, address);
            return new SharedFile(server, file, address);
        } catch (SQLException | IOException e) {
            throw new DatabaseException(
                    "the database in " + folder + " cannot be opened to other processes (" + e.getMessage()
                            + "); check that the folder may be written",
                    e);
        }
    }

    /** URL of the database of a folder that another process has open; empty when none does that lets others in. */
    static Optional<String> url(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(FILE));
            if (lines.size() != 2 || !answers(Integer.parseInt(lines.get(0)))) {
                return Optional.empty();
            }
            return Optional.of("jdbc:h2:tcp://127.0.0.1:" + lines.get(0) + "/" + lines.get(1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new DatabaseException(folder.resolve(FILE) + " cannot be read: " + e, e);
        }
    }

    /** A process that was killed leaves its file behind, and nobody listens. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), KNOCK_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            if (Files.exists(file) && Files.readString(file).equals(address)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.warn("{} stays behind: {}; the next start replaces it", file, e.getMessage());
        }
        server.stop();
    }
}
