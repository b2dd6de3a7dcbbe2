package dev.sightline.store.account;

import dev.sightline.contracts.id.Ids;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an account may look.
 *
 * @param sites ids; empty: all
 * @param cameras ids; empty: all cameras of the sites
 */
public record Scope(Set<String> sites, Set<String> cameras) {
    /** Everywhere. */
    public static final Scope ALL = new Scope(Set.of(), Set.of());

    /** @throws IllegalArgumentException when an id is no name of a site or camera */
    public Scope {
        sites.forEach(site -> Ids.requireName("site", site));
        cameras.forEach(camera -> Ids.requireName("camera", camera));
        sites = Set.copyOf(sites);
        cameras = Set.copyOf(cameras);
    }

    /** Of lists as people give them. */
    public static Scope of(Collection<String> sites, Collection<String> cameras) {
        return new Scope(Set.copyOf(sites), Set.copyOf(cameras));
    }

    static Scope read(String sites, String cameras) {
        return of(split(sites), split(cameras));
    }

    public boolean allowsSite(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    /** Whether a camera of a site may be seen. */
    public boolean allowsCamera(String site, String camera) {
        return allowsSite(site) && (cameras.isEmpty() || cameras.contains(camera));
    }

    /** Whether at least one of these cameras of a site may be seen. */
    public boolean allowsAny(String site, Collection<String> among) {
        return allowsSite(site) && (cameras.isEmpty() || among.stream().anyMatch(cameras::contains));
    }

    /** Whether everything in here is in {@code other} too. */
    public boolean within(Scope other) {
        return within(sites, other.sites) && within(cameras, other.cameras);
    }

    /** This, without what the account behind it may no longer see. */
    public Scope narrowedTo(Scope other) {
        return new Scope(both(sites, other.sites), both(cameras, other.cameras));
    }

    String siteText() {
        return String.join(",", new TreeSet<>(sites));
    }

    String cameraText() {
        return String.join(",", new TreeSet<>(cameras));
    }

    private static boolean within(Set<String> inner, Set<String> outer) {
        return outer.isEmpty() || (!inner.isEmpty() && outer.containsAll(inner));
    }

    /** No id in common must not become "all": then nothing that exists is allowed. */
    private static Set<String> both(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Set<String> common = new TreeSet<>(one);
        common.retainAll(other);
        return common.isEmpty() ? Set.of("0.none") : common;
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
