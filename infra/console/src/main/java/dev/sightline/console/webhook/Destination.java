package dev.sightline.console.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * An address that may be sent to. Whoever may add webhooks must not reach through them what only this machine reaches: its
 * own services, those of its network, the metadata of a cloud. Names are resolved and checked before each attempt; Java
 * remembers an answer for 30 seconds, so that the attempt goes where the check looked.
 */
public final class Destination {
    private static final int LONGEST = 2_000;

    private Destination() {}

    /** An address that nothing may be sent to; the message says why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Reads and checks an address.
     *
     * @throws Refused when it is none, or leads where nothing may be sent to
     */
    public static URI check(String url, boolean allowPrivate) throws Refused {
        URI uri = parse(url);
        String host = uri.getHost();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!allowPrivate && !isPublic(address)) {
                    throw new Refused("the host '" + host + "' is " + address.getHostAddress()
                            + ", an address of this machine or of a private network; name a public one, or set"
                            + " console.webhook-private");
                }
            }
        } catch (UnknownHostException e) {
            throw new Refused("the host '" + host + "' is not known");
        }
        return uri;
    }

    private static URI parse(String url) throws Refused {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (url.length() > LONGEST || !scheme.matches("https?") || uri.getHost() == null) {
                throw new Refused("url must be an https:// or http:// address of at most " + LONGEST + " characters");
            }
            if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw new Refused("url must have no user name, password or fragment; the signature says who sends");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Refused("url is not an address: " + e.getReason());
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    /** RFC 6890: what no router of the Internet knows. */
    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xFF;
        int second = b[1] & 0xFF;
        boolean shared = first == 100 && (second & 0xC0) == 64;
        boolean protocol = first == 192 && second == 0 && b[2] == 0;
        boolean benchmark = first == 198 && (second & 0xFE) == 18;
        return first != 0 && first < 224 && !shared && !protocol && !benchmark;
    }

    /** Unique local addresses, and those that carry an IPv4 address past the check of one. */
    private static boolean isPublic6(byte[] b) {
        boolean local = (b[0] & 0xFE) == 0xFC;
        boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
        boolean translated = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xFF) == 0xFF && (b[3] & 0xFF) == 0x9B;
        boolean teredo = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0;
        boolean low = b[0] == 0 && b[1] == 0 && !translated;
        return !local && !sixToFour && !translated && !teredo && !low;
    }
}
