package dev.sightline.ingest.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections on a free port and talks to each on a thread of its own. Closing it cuts them all. */
public final class TcpCamera implements AutoCloseable {
    private final ServerSocket server;
    private final Conversation conversation;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** What the camera does with one connection, which is closed afterwards. */
    public interface Conversation {
        void with(Socket socket) throws IOException, InterruptedException;
    }

    public TcpCamera(Conversation conversation) {
        this(0, conversation);
    }

    /** @param port 0 for a free one */
    public TcpCamera(int port, Conversation conversation) {
        this.conversation = conversation;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url(String scheme) {
        return scheme + "://127.0.0.1:" + port() + "/camera";
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> talk(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            conversation.with(socket);
        } catch (IOException e) {
            // The other side has gone, or we close.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "test-camera");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
