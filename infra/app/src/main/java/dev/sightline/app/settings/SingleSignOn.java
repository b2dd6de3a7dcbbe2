package dev.sightline.app.settings;

import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.account.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a proxy in front lets people in, from its settings. */
final class SingleSignOn {
    private static final int LEAST_SECRET = 24;

    private SingleSignOn() {}

    /** Empty when none is set up. */
    static Optional<ProxyPolicy> policy(ProxySettings s) {
        if (s.userHeader().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Role> roles = new TreeMap<>();
        s.roles().forEach((group, role) -> roles.put(group, role("console.proxy.roles." + group, role)));
        return Optional.of(new ProxyPolicy(
                secret(s.secretFile()),
                s.userHeader().get(),
                s.groupsHeader().orElse(""),
                roles,
                s.role().map(role -> role("console.proxy.role", role))));
    }

    private static Role role(String key, String name) {
        try {
            return Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UserError(key + " = '" + name + "' must be viewer, operator, supervisor or engineer", e);
        }
    }

    /** Short ones could be guessed. */
    private static String secret(Optional<String> file) {
        String path = file.orElseThrow(() -> new UserError(
                "console.proxy.user-header needs console.proxy.secret-file, or anybody could send that header"));
        try {
            String secret = Files.readString(Path.of(path)).strip();
            if (secret.length() < LEAST_SECRET) {
                throw new UserError("console.proxy.secret-file = '" + path + "' holds less than " + LEAST_SECRET
                        + " characters; make one with: openssl rand -hex 24 > " + path);
            }
            return secret;
        } catch (IOException e) {
            throw new UserError("console.proxy.secret-file = '" + path + "' cannot be read: " + e, e);
        }
    }
}
