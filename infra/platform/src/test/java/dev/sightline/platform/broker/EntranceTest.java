package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntranceTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellClientsWhereItIsAndHowToLogIn() throws IOException {
        BrokerPassword password = BrokerPassword.keep(folder);
        Entrance entrance = new Entrance(new BrokerPorts(1234, 2345), password);
        assertThat(Entrance.remembered(folder)).isEmpty();

        entrance.remember(folder);

        assertThat(Entrance.remembered(folder)).contains(entrance);
        assertThat(entrance.access().servers()).isEqualTo("127.0.0.1:1234");
        assertThat(entrance.access().login()).isEqualTo(password.login());
        assertThat(folder.resolve("client.properties"))
                .content()
                .contains("\nbootstrap.servers=127.0.0.1:1234\n", "\nsasl.jaas.config=" + password.jaas() + "\n");
        assertThat(folder.resolve("librdkafka.properties"))
                .content()
                .contains("\nsasl.username=sightline\n", "\nsasl.password=" + password.text() + "\n");
    }

    @Test
    void shouldSayThatAnOlderVersionRuns() throws IOException {
        new BrokerPorts(1234, 2345).remember(folder);

        assertThatThrownBy(() -> Entrance.remembered(folder))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("of an older version, without a password: stop it and start it again");
    }
}
