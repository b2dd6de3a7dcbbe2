package dev.sightline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.account.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleSignOnTest {
    private static final String SECRET = "0123456789abcdef01234567";

    @TempDir
    private Path folder;

    @Test
    void shouldBeOffByDefault() {
        assertThat(policy(Map.of())).isEmpty();
    }

    @Test
    void shouldTakeTheSecretFromItsFileAndRolesByGroup() throws IOException {
        ProxyPolicy policy = policy(Map.of(
                        "console.proxy.user-header", "X-User",
                        "console.proxy.groups-header", "X-Groups",
                        "console.proxy.roles.guards", "operator",
                        "console.proxy.role", "viewer",
                        "console.proxy.secret-file", secret(SECRET + "\n")))
                .orElseThrow();

        assertThat(policy)
                .isEqualTo(new ProxyPolicy(
                        SECRET, "X-User", "X-Groups", Map.of("guards", Role.OPERATOR), Optional.of(Role.VIEWER)));
    }

    @Test
    void shouldRefuseWhatWouldLetAnybodyIn() throws IOException {
        assertRefused(Map.of("console.proxy.user-header", "X-User"), "needs console.proxy.secret-file");
        assertRefused(
                Map.of("console.proxy.user-header", "X-User", "console.proxy.secret-file", secret("short")),
                "less than 24 characters");
        assertRefused(
                Map.of("console.proxy.user-header", "X-User", "console.proxy.secret-file", "none"), "cannot be read");
        assertRefused(
                Map.of(
                        "console.proxy.user-header", "X-User",
                        "console.proxy.roles.guards", "king",
                        "console.proxy.secret-file", secret(SECRET)),
                "console.proxy.roles.guards = 'king' must be viewer, operator, supervisor or engineer");
    }

    private String secret(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text).toString();
    }

    private static void assertRefused(Map<String, String> flags, String why) {
        assertThatThrownBy(() -> policy(flags)).isInstanceOf(UserError.class).hasMessageContaining(why);
    }

    private static Optional<ProxyPolicy> policy(Map<String, String> flags) {
        SightlineSettings settings =
                SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), new HashMap<>(flags));
        return Policies.console(settings.console()).proxy();
    }
}
