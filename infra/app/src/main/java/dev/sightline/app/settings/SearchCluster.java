package dev.sightline.app.settings;

import dev.sightline.platform.peer.SharedKey;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.search.cluster.InstancePolicy;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Settings of searching over several instances as a policy. */
public final class SearchCluster {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");

    private SearchCluster() {}

    /** Whether the index is shared among instances, however sound the rest of its settings is. */
    public static boolean isShared(SearchSettings s) {
        return key(s).isPresent();
    }

    /**
     * How this process takes part; empty: it holds the whole index and asks nobody.
     *
     * @throws UserError when the key is short, or the others could not reach it
     */
    public static Optional<InstancePolicy> policy(SearchSettings s) {
        return key(s).map(key -> policy(s, SharedKey.of("search.key", key)));
    }

    private static Optional<String> key(SearchSettings s) {
        return s.key().filter(key -> !key.isBlank());
    }

    private static InstancePolicy policy(SearchSettings s, SharedKey key) {
        Optional<String> address = s.address().filter(text -> !text.isBlank());
        address.filter(text -> !ADDRESS.matcher(text).matches()).ifPresent(text -> {
            throw new UserError("search.address = '" + text + "' must be a host and a port, such as node3:9191");
        });
        if (address.isEmpty() && ALL_ADDRESSES.contains(s.host())) {
            throw new UserError(
                    "search.host = " + s.host() + " listens everywhere and is no address to be reached by; set"
                            + " search.address to the name of this machine and its port, such as node3:" + s.port());
        }
        return new InstancePolicy(key, s.host(), s.port(), address, s.patience());
    }
}
