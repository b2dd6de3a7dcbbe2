package dev.sightline.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost:8080/x",
                "http://[::1]/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://192.168.0.1/",
                "http://172.16.9.9/",
                "http://169.254.169.254/latest",
                "http://100.64.0.1/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://198.18.0.1/",
                "http://2130706433/",
                "http://0x7f.1/"
            })
    void shouldRefuseWhatOnlyThisMachineReaches(String url) {
        assertThatThrownBy(() -> Destination.check(url, false)).isInstanceOf(Destination.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://93.184.216.34/",
                "file:///etc/passwd",
                "93.184.216.34",
                "http:///x",
                "http://a b/",
                "https://joe:secret@93.184.216.34/",
                "https://93.184.216.34/#x",
                ""
            })
    void shouldRefuseWhatIsNoAddressToSendTo(String url) {
        assertThatThrownBy(() -> Destination.check(url, true))
                .isInstanceOf(Destination.Refused.class)
                .hasMessageContaining("url");
    }

    @Test
    void shouldTakePublicAddressesAndPrivateOnesWhereTheyAreAllowed() throws Exception {
        assertThat(Destination.check("https://93.184.216.34/alerts?key=1", false)
                        .getPath())
                .isEqualTo("/alerts");
        assertThat(Destination.isPublic(InetAddress.getByName("2606:2800:220:1::1")))
                .isTrue();
        assertThat(Destination.check("http://127.0.0.1:9/", true).getPort()).isEqualTo(9);
    }

    @Test
    void shouldSignTimeAndBody() {
        String signature =
                Signature.of("whsec_1", Instant.ofEpochSecond(1_700_000_000), "{}".getBytes(StandardCharsets.UTF_8));

        // printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec_1
        assertThat(signature)
                .isEqualTo("t=1700000000,v1=c8cf6ed9fd9120874a1792902ffdf5b69559118b76d10974da8a20cf21f94bc5");
    }
}
