package dev.sightline.console.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names under which the console may be asked for. A page of another site can make a browser ask for a name of its own
 * that leads here (DNS rebinding); such a name is refused, and so is a write that another site's page sends.
 *
 * @param names lower-case, without ports
 * @param secure whether browsers reach it by https, through a proxy
 */
public record Hosts(Set<String> names, boolean secure) {
    public Hosts {
        names = Set.copyOf(names);
    }

    /**
     * This machine's loopback names, the address that is listened on, and those that the settings name.
     *
     * @param configured names or {@code https://name[:port]} addresses
     */
    public static Hosts of(String listening, Collection<String> configured) {
        Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        names.add(bare(listening.contains(":") && !listening.startsWith("[") ? "[" + listening + "]" : listening));
        boolean secure = false;
        for (String name : configured) {
            boolean https = name.toLowerCase(Locale.ROOT).startsWith("https://");
            secure |= https;
            names.add(bare(name.replaceFirst("(?i)^https?://", "").replaceFirst("/.*$", "")));
        }
        return new Hosts(names, secure);
    }

    /**
     * Whether the Host header is one of ours.
     *
     * @param localAddress of the connection: nobody can make a browser believe that a number is another site's name
     */
    public boolean allows(Optional<String> host, String localAddress) {
        return host.map(Hosts::bare)
                .filter(name ->
                        names.contains(name) || name.equals(localAddress) || name.equals("[" + localAddress + "]"))
                .isPresent();
    }

    /** Whether a write comes from our own pages, or from no page at all. */
    public boolean allowsOrigin(Optional<String> origin, Optional<String> host) {
        if (origin.isEmpty()) {
            return true;
        }
        try {
            URI from = URI.create(origin.get());
            return from.getAuthority() != null
                    && host.isPresent()
                    && from.getAuthority().equalsIgnoreCase(host.get());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether only this machine's users reach an address. */
    public static boolean isLoopback(String listening) {
        try {
            return InetAddress.getByName(listening).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String bare(String hostAndPort) {
        return hostAndPort.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    }
}
