package dev.sightline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.search.cluster.InstancePolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchClusterTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void shouldShareTheIndexOnlyWithAKey() {
        assertThat(policy(Map.of())).isEmpty();
        assertThat(policy(Map.of("search.key", KEY))).hasValueSatisfying(policy -> {
            assertThat(policy.host()).isEqualTo("127.0.0.1");
            assertThat(policy.port()).isEqualTo(9191);
            assertThat(policy.address()).isEmpty();
            assertThat(policy.patience()).isEqualTo(Duration.ofSeconds(2));
            assertThat(policy.toString()).doesNotContain(KEY);
        });
        assertThat(policy(Map.of("search.key", KEY, "search.host", "0.0.0.0", "search.address", "node3:9191"))
                        .flatMap(InstancePolicy::address))
                .contains("node3:9191");
    }

    @Test
    void shouldRefuseWhatOthersCouldGuessOrNotReach() {
        assertRefused(Map.of("search.key", "short"), "search.key has 5 characters");
        assertRefused(Map.of("search.key", KEY, "search.host", "0.0.0.0"), "set search.address");
        assertRefused(Map.of("search.key", KEY, "search.address", "http://node3"), "search.address = 'http://node3'");
    }

    private static void assertRefused(Map<String, String> flags, String why) {
        assertThatThrownBy(() -> policy(flags)).isInstanceOf(UserError.class).hasMessageContaining(why);
    }

    private static Optional<InstancePolicy> policy(Map<String, String> flags) {
        return SearchCluster.policy(SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags)
                .search());
    }
}
