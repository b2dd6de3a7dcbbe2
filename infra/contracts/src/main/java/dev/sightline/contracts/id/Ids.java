package dev.sightline.contracts.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Deterministic ids. Ids name things in topics, files, the database and the API, so they stay short and readable. */
public final class Ids {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    private Ids() {}

    /**
     * Checks a name that a person chose (camera, site, watchlist entry, rule).
     *
     * @param what what the name names, for the message
     * @throws IllegalArgumentException when it is not 1 to 63 letters, digits, dots, dashes and underscores
     */
    public static String requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " '" + name
                            + "' is not allowed: use 1 to 63 letters, digits, '.', '_' and '-', beginning with a letter or digit");
        }
        return name;
    }

    /** The detection {@code index} of one frame. */
    public static String detection(String camera, long session, long sequence, int index) {
        return camera + "/" + session + "/" + sequence + "/" + index;
    }

    /** The {@code ordinal}-th tracklet of a camera's session; {@code ordinal} counts from 1. */
    public static String tracklet(String camera, long session, long ordinal) {
        return camera + "/" + session + "/t" + ordinal;
    }

    /** The {@code ordinal}-th identity of a site; {@code ordinal} counts from 1. */
    public static String identity(String site, long ordinal) {
        return identityPrefix(site) + ordinal;
    }

    /** What the ids of a site's identities begin with, before their ordinal. */
    public static String identityPrefix(String site) {
        return site + "/p";
    }

    /** An opaque id of the parts, equal whenever the parts are: 128 bits of SHA-256 in hex. */
    public static String of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
