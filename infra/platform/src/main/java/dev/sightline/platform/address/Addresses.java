package dev.sightline.platform.address;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes user names, passwords and tokens out of addresses before anybody sees them: in logs, the database, listings,
 * messages. What people type as a password is any text, also with {@code @ / # : ?} in it, which no address may hold as
 * it is. So when in doubt more is masked: everything up to the last @ of the address. Masking twice changes nothing.
 */
public final class Addresses {
    private static final String MASK = "***";

    /**
     * The beginning of an address. A scheme inside a password begins no address of its own, unless it is one that ours
     * have.
     */
    private static final Pattern BEGIN =
            Pattern.compile("(?i)\\b[a-z][a-z0-9+._-]{0,30}(?::[a-z0-9+._-]{1,30}){0,3}?:(?://|\\\\\\\\)");

    private static final Pattern NEXT = Pattern.compile(
            "(?i)(?<![a-z0-9])(?:rtsps?|rtmps?|https?|wss?|srt|tcp|udp|tls|ssl|ftp|file|s3|postgresql|kafka|jdbc:[a-z0-9:]+)://");

    /** What follows a host and colon when it is a port, or nothing at all. */
    private static final Pattern PORT = Pattern.compile("\\d{1,5}(?![\\w%@])|[^\\p{L}\\p{N}]*$");

    /** An address inside a parameter of another one. */
    private static final Pattern ENCODED = Pattern.compile("(?i)(%3a(?:%2f|/){2})[^\\s&]*(?:%40|@)");

    private static final String NAME =
            "[\\w.~%-]{0,80}?(?:loginpas|pass(?!ed|es|ing|thr)|pwd|secret|token(?!s)|auth(?!or)|credential|signature|api[_-]?key)"
                    + "[\\w.~%-]{0,80}";

    /** Until the next parameter, blank, or quote that ends the text around it. */
    private static final String VALUE =
            "(?:\"[^\"\\n]*\"|(?:(?![;,][\\w.-]+=)(?![\"'][\\s,;:.)\\]}>]|[\"']$)[^&\\s])*+)";

    /** Wherever it stands. */
    private static final Pattern NAMED = Pattern.compile("(?i)(?<![\\w.~%-])(" + NAME + ")(=|%3d)" + VALUE);

    /** Short names that mean a secret only as a parameter of an address. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;](?:amp;)?(?:[\\w.-]{0,80}key|sig|pw|sid|code|otp|jwt))(=|%3d)" + VALUE);

    private static final Pattern JSON = Pattern.compile("(?i)(\"" + NAME + "\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"");

    /** What stands before the last @ of something that is one address for sure. */
    private static final Pattern WITHOUT_SCHEME =
            Pattern.compile("(?s)^(?![./~])(?:[a-zA-Z][a-zA-Z0-9+.-]*:[/\\\\]?(?![/\\\\]))?" + "[^:]*:.*@");

    private Addresses() {}

    /**
     * Any text, with whatever addresses are in it. An address ends at a blank: a password with blanks is known as one
     * only by {@link #one}.
     */
    public static String masked(String text) {
        if (text.indexOf(':') < 0 && text.indexOf('=') < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        Matcher begin = BEGIN.matcher(text);
        while (begin.find(at)) {
            shown.append(text, at, begin.end());
            int end = end(text, begin.end());
            shown.append(rest(text.substring(begin.end(), end)));
            at = end;
        }
        return parameters(shown.append(text, at, text.length()).toString());
    }

    /** A text that is one address and nothing else. */
    public static String one(String address) {
        Matcher begin = BEGIN.matcher(address);
        if (begin.lookingAt()) {
            return parameters(address.substring(0, begin.end()) + rest(address.substring(begin.end())));
        }
        Matcher bare = WITHOUT_SCHEME.matcher(address);
        return bare.lookingAt() ? masked(MASK + address.substring(bare.end() - 1)) : masked(address);
    }

    /** Where an address ends: at a blank, or where another one begins that is not inside its password. */
    private static int end(String text, int from) {
        int blank = from;
        while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
            blank++;
        }
        Matcher next = NEXT.matcher(text).region(from, blank).useTransparentBounds(true);
        while (next.find()) {
            if (isWhole(text.substring(from, next.start()))) {
                return next.start();
            }
        }
        return blank;
    }

    /** Whether an address, without its scheme, can end here: it has no password that is still to end. */
    private static boolean isWhole(String address) {
        return !isOpen(address.substring(address.lastIndexOf('@') + 1));
    }

    /** Host and path of an address, without who asks. */
    private static String rest(String address) {
        int last = address.lastIndexOf('@');
        if (last >= 0 && isUserInfo(address, last)) {
            int secret = Math.max(secretEnd(NAMED, address, last), secretEnd(PARAMETER, address, last));
            return MASK + address.substring(secret >= 0 ? secret : last);
        }
        return isOpen(address) ? MASK : address;
    }

    /** Where the secret parameter ends that this @ is part of; -1 when it is part of none. */
    private static int secretEnd(Pattern parameter, String address, int last) {
        Matcher found = parameter.matcher(address);
        while (found.find()) {
            if (found.start() < last && last < found.end()) {
                return found.end();
            }
        }
        return -1;
    }

    private static boolean isUserInfo(String address, int last) {
        int host = hostEnd(address);
        return address.indexOf('@') < host || address.lastIndexOf(':', last) >= 0;
    }

    /** Whether a colon follows the host with something that is no port: a password whose end was cut off. */
    private static boolean isOpen(String address) {
        int from = address.startsWith("[") ? Math.max(0, address.indexOf(']')) : 0;
        int colon = address.indexOf(':', from);
        return colon >= 0
                && colon < hostEnd(address)
                && !PORT.matcher(address.substring(colon + 1)).lookingAt();
    }

    private static int hostEnd(String address) {
        int end = 0;
        while (end < address.length() && "/?#\\".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String parameters(String text) {
        String shown = ENCODED.matcher(text).replaceAll(match -> quote(match.group(1) + MASK + "@"));
        shown = NAMED.matcher(shown).replaceAll(Addresses::hidden);
        shown = PARAMETER.matcher(shown).replaceAll(Addresses::hidden);
        return JSON.matcher(shown).replaceAll(match -> quote(match.group(1) + "\"" + MASK + "\""));
    }

    private static String hidden(MatchResult parameter) {
        return quote(parameter.group(1) + parameter.group(2) + MASK);
    }

    private static String quote(String text) {
        return Matcher.quoteReplacement(text);
    }
}
