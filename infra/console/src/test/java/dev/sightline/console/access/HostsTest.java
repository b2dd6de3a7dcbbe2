package dev.sightline.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    private final Hosts hosts = Hosts.of("10.0.0.7", List.of("https://cameras.example.org/", "console.lan"));

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, true",
        "LOCALHOST, true",
        "127.0.0.1:8080, true",
        "[::1]:8080, true",
        "10.0.0.7:8080, true",
        "cameras.example.org, true",
        "console.lan:8080, true",
        "evil.example.org, false",
        "localhost.evil.example.org, false",
        "10.0.0.8, false",
        "evil.example.org#localhost, false"
    })
    void shouldTakeOnlyItsOwnNames(String host, boolean allowed) {
        assertThat(hosts.allows(Optional.of(host), "127.0.0.1")).isEqualTo(allowed);
    }

    @Test
    void shouldTakeTheAddressThatTheConnectionCameTo() {
        Hosts everywhere = Hosts.of("0.0.0.0", List.of());

        assertThat(everywhere.allows(Optional.of("192.168.1.5:8080"), "192.168.1.5"))
                .isTrue();
        assertThat(everywhere.allows(Optional.of("192.168.1.6:8080"), "192.168.1.5"))
                .isFalse();
        assertThat(everywhere.allows(Optional.empty(), "192.168.1.5")).isFalse();
    }

    @Test
    void shouldTakeWritesOnlyFromItsOwnPages() {
        Optional<String> own = Optional.of("localhost:8080");

        assertThat(hosts.allowsOrigin(Optional.empty(), own)).as("no browser").isTrue();
        assertThat(hosts.allowsOrigin(Optional.of("http://localhost:8080"), own))
                .isTrue();
        assertThat(hosts.allowsOrigin(Optional.of("http://localhost:9090"), own))
                .isFalse();
        assertThat(hosts.allowsOrigin(Optional.of("https://evil.example.org"), own))
                .isFalse();
        assertThat(hosts.allowsOrigin(Optional.of("null"), own)).isFalse();
        assertThat(hosts.allowsOrigin(Optional.of("not an address"), own)).isFalse();
    }

    @Test
    void shouldMarkCookiesForHttpsBehindAProxy() {
        assertThat(hosts.secure()).isTrue();
        assertThat(Hosts.of("127.0.0.1", List.of("console.lan")).secure()).isFalse();
    }

    @Test
    void shouldKnowLoopback() {
        assertThat(Hosts.isLoopback("127.0.0.1")).isTrue();
        assertThat(Hosts.isLoopback("::1")).isTrue();
        assertThat(Hosts.isLoopback("0.0.0.0")).isFalse();
    }
}
