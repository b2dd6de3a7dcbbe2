package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerPasswordTest {
    @TempDir
    Path folder;

    @Test
    void shouldMakeOneAtTheFirstStartAndKeepIt() throws IOException {
        assertThat(BrokerPassword.find(folder)).isEmpty();

        BrokerPassword first = BrokerPassword.keep(folder);

        assertThat(BrokerPassword.keep(folder)).isEqualTo(first);
        assertThat(BrokerPassword.find(folder)).contains(first);
        assertThat(PrivateFile.isOpen(folder.resolve("sightline.password"))).isFalse();
        assertThat(BrokerPassword.keep(Files.createDirectory(folder.resolve("other"))))
                .isNotEqualTo(first);
    }

    @Test
    void shouldReplaceOneThatOthersMayHaveRead() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        BrokerPassword first = BrokerPassword.keep(folder);
        Path file = folder.resolve("sightline.password");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(BrokerPassword.keep(folder)).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldSayWhatToDoWithAFileThatHoldsSomethingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("sightline.password"), "hunter2\n");

        assertThatThrownBy(() -> BrokerPassword.keep(folder))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("remove the file")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldNotShowItself() throws IOException {
        BrokerPassword password = BrokerPassword.keep(folder);

        assertThat(password.toString()).doesNotContain(password.text());
        assertThat(password.login().get("sasl.jaas.config")).contains(password.text());
    }
}
