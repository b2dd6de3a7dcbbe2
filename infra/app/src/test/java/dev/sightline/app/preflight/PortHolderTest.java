package dev.sightline.app.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {
    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0
               1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 4343 1 0
            """;

    @TempDir
    private Path proc;

    @Test
    void shouldFindTheProcessThatListens() throws IOException {
        process("17", "sleep", "sleep\000100\0", "9999");
        process("4711", "python3", "python3\0-m\0http.server\0", "4242");

        assertThat(PortHolder.of(8080, proc))
                .hasValueSatisfying(holder -> assertThat(holder.text()).isEqualTo("process 4711 (python3)"));
    }

    @Test
    void shouldKnowAnotherSightlineByItsCommand() throws IOException {
        process(
                "4711",
                "java",
                "/usr/bin/java\0@launcher.args\0dev.sightline.app.Main\0-q\0run\0--config\0a.yaml\0",
                "4242");

        assertThat(PortHolder.of(8080, proc))
                .hasValueSatisfying(holder -> assertThat(holder.text()).isEqualTo("process 4711 (sightline run)"));
    }

    @Test
    void shouldKnowNobodyWhereNothingTells() throws IOException {
        assertThat(PortHolder.of(8080, proc)).isEmpty();

        process("4711", "java", "java\0", "4343");

        assertThat(PortHolder.of(50_000, proc))
                .as("a port that is connected, not listened on")
                .isEmpty();
        assertThat(PortHolder.of(8080, proc)).as("the process of another user").isEmpty();
    }

    private void process(String pid, String name, String command, String socket) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), TABLE);
        Path folder = proc.resolve(pid);
        Files.createDirectories(folder.resolve("fd"));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("cmdline"), command);
        Files.createSymbolicLink(folder.resolve("fd/3"), Path.of("socket:[" + socket + "]"));
    }
}
