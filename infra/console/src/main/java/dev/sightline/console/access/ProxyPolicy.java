package dev.sightline.console.access;

import dev.sightline.store.account.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets in whom a proxy in front has logged in (single sign-on). A header is believed only beside the secret that the proxy
 * sends with it, for whoever reaches the console's port could send the header too.
 *
 * @param secret what the proxy sends as {@link #SECRET_HEADER}
 * @param userHeader says who it is
 * @param groupsHeader says in which groups, with commas between; empty: groups are not looked at
 * @param roles of groups; the highest one counts, and who is in none of them and has no other role is not let in
 * @param otherwise role of people in none of these groups and, where groups are not looked at, of people who come for the first
 *     time; empty: such people are not let in
 */
public record ProxyPolicy(
        String secret, String userHeader, String groupsHeader, Map<String, Role> roles, Optional<Role> otherwise) {
    public static final String SECRET_HEADER = "X-Sightline-Proxy-Secret";

    public ProxyPolicy {
        roles = Map.copyOf(roles);
    }

    /**
     * Somebody whom the proxy has logged in.
     *
     * @param role as the proxy's groups say; empty: the account's own
     * @param first role of a new account; empty: none is made
     */
    public record User(String name, Optional<Role> role, Optional<Role> first) {}

    /** Somebody whom the proxy has logged in, and who may not come in all the same. */
    public static final class NotLetIn extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotLetIn(String reason) {
            super(reason);
        }
    }

    /**
     * Whom a request is from, when the proxy sent it and says so.
     *
     * @param header the value of a header of the request
     * @throws NotLetIn when the proxy names somebody who may not come in
     */
    public Optional<User> user(Function<String, Optional<String>> header) {
        return header.apply(SECRET_HEADER)
                .filter(given -> MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)))
                .flatMap(proven -> header.apply(userHeader))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> user(name, header));
    }

    private User user(String name, Function<String, Optional<String>> header) {
        if (groupsHeader.isEmpty()) {
            return new User(name, Optional.empty(), otherwise);
        }
        Optional<Role> role = Arrays.stream(
                        header.apply(groupsHeader).orElse("").split(","))
                .map(group -> Optional.ofNullable(roles.get(group.strip())))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .or(() -> otherwise);
        return new User(
                name,
                Optional.of(role.orElseThrow(() -> new NotLetIn(name + " is in no group that may use the console"))),
                role);
    }
}
