package dev.sightline.ingest.loopback;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An RTSP server over TCP (RFC 2326) that plays an MPEG-TS file as RTP payload 33 (RFC 2250), interleaved, once, and
 * then says goodbye.
 */
public final class RtspCamera {
    private static final int TS_PACKETS = 7;
    private static final int TS_PACKET = 188;

    private RtspCamera() {}

    public static TcpCamera.Conversation playing(Path transportStream) {
        return socket -> {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (String method = method(in, out, socket); !method.isEmpty(); method = method(in, out, socket)) {
                if (method.equals("PLAY")) {
                    play(Files.readAllBytes(transportStream), out);
                    return;
                }
            }
        };
    }

    /** Answers one request; its method, empty when the other side has gone. */
    private static String method(BufferedReader in, DataOutputStream out, Socket socket) throws IOException {
        String first = in.readLine();
        if (first == null) {
            return "";
        }
        String sequence = "0";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("cseq:")) {
                sequence = line.substring(5).strip();
            }
        }
        String method = first.substring(0, first.indexOf(' '));
        String url = "rtsp://127.0.0.1:" + socket.getLocalPort() + "/camera/";
        String sdp =
                "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=test\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\na=control:track\r\n";
        String extra = switch (method) {
            case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
            case "DESCRIBE" ->
                "Content-Base: " + url + "\r\nContent-Type: application/sdp\r\nContent-Length: " + sdp.length()
                        + "\r\n\r\n" + sdp;
            case "SETUP" -> "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n";
            default -> "Session: 1\r\n\r\n";
        };
        out.write(("RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\n" + extra).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return method;
    }

    private static void play(byte[] stream, DataOutputStream out) throws IOException {
        int sequence = 0;
        for (int at = 0; at < stream.length; at += TS_PACKETS * TS_PACKET) {
            int length = Math.min(TS_PACKETS * TS_PACKET, stream.length - at);
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            DataOutputStream rtp = new DataOutputStream(packet);
            rtp.writeByte(0x80); // Version 2.
            rtp.writeByte(33); // MP2T.
            rtp.writeShort(sequence++);
            rtp.writeInt(sequence * 900); // 90 kHz; the transport stream inside carries the real times.
            rtp.writeInt(1);
            rtp.write(stream, at, length);
            out.writeByte('$');
            out.writeByte(0);
            out.writeShort(packet.size());
            packet.writeTo(out);
        }
        out.flush();
    }
}
