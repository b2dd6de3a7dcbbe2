package dev.sightline.ingest.loopback;

import dev.sightline.ingest.NumberedPictures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What test cameras say. */
public final class Conversations {
    private Conversations() {}

    /**
     * Motion JPEG over HTTP: numbered pictures until {@code count}, then the connection closes.
     *
     * @param next number of the next picture, so that it can go on over connections
     */
    public static TcpCamera.Conversation motionJpeg(IntSupplier next, int count, long pauseMillis) {
        return socket -> {
            OutputStream out = answer(socket, "multipart/x-mixed-replace; boundary=frame");
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < count; i++) {
                byte[] jpeg = NumberedPictures.jpeg(next.getAsInt());
                String head = "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(jpeg);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (pauseMillis > 0) {
                    never.await(pauseMillis, TimeUnit.MILLISECONDS);
                }
            }
        };
    }

    /**
     * An HTTP answer as a small camera gives it.
     *
     * @param contentType empty for none
     * @param part what is sent for each picture, {@code JPEG} standing for its bytes and {@code LENGTH} for their number
     * @param next number of the next picture
     */
    public static TcpCamera.Conversation small(String contentType, String part, IntSupplier next, int count) {
        return socket -> {
            OutputStream out = answer(socket, contentType);
            for (int i = 0; i < count; i++) {
                byte[] jpeg = NumberedPictures.jpeg(next.getAsInt());
                String[] around = part.replace("LENGTH", "" + jpeg.length).split("JPEG", -1);
                out.write(around[0].getBytes(StandardCharsets.US_ASCII));
                out.write(jpeg);
                out.write(around[1].getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        };
    }

    /** A web page instead of video. */
    public static TcpCamera.Conversation page() {
        return socket -> {
            OutputStream out = answer(socket, "text/html; charset=utf-8");
            out.write("<!DOCTYPE html><html><body>Camera</body></html>".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        };
    }

    /** A file over HTTP, as fast as it is taken, then the connection closes. */
    public static TcpCamera.Conversation file(Path file, String contentType) {
        return socket -> {
            OutputStream out = answer(socket, contentType);
            Files.copy(file, out);
            out.flush();
        };
    }

    /** An HTTP answer that promises video and sends noise without end. */
    public static TcpCamera.Conversation garbage(long seed) {
        return socket -> {
            Random random = new Random(seed);
            OutputStream out = answer(socket, "multipart/x-mixed-replace; boundary=frame");
            byte[] noise = new byte[4096];
            while (true) {
                random.nextBytes(noise);
                out.write(noise);
            }
        };
    }

    /** Accepts, listens, and never says a word. */
    public static TcpCamera.Conversation silence() {
        return socket -> {
            while (socket.getInputStream().read() >= 0) {
                // Whatever is said, no answer.
            }
        };
    }

    private static OutputStream answer(Socket socket, String contentType) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            // The request does not matter.
        }
        OutputStream out = socket.getOutputStream();
        String type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\n" + type + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return out;
    }
}
