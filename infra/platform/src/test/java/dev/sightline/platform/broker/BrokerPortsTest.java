package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerPortsTest {
    @TempDir
    Path folder;

    @Test
    void shouldRememberPortsInTheFolder() throws IOException {
        assertThat(BrokerPorts.remembered(folder)).isEmpty();

        new BrokerPorts(1234, 2345).remember(folder);

        assertThat(BrokerPorts.remembered(folder)).contains(new BrokerPorts(1234, 2345));
    }

    @Test
    void shouldForgetATornFile() throws IOException {
        Files.writeString(folder.resolve("sightline-ports.properties"), "client=12\ncontr");

        assertThat(BrokerPorts.remembered(folder)).isEmpty();
    }

    @Test
    void shouldNameAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("broker port " + port + " is in use")
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void shouldNameAPortThatCannotBe() {
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, 70_000)).hasMessageContaining("70000");
    }
}
