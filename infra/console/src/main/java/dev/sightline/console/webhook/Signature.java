package dev.sightline.console.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Says that we sent a body, and when: {@code t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>}. */
public final class Signature {
    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    public static String of(String secret, Instant time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            mac.update((time.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + time.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
