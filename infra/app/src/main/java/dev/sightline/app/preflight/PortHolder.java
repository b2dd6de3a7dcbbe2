package dev.sightline.app.preflight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process that listens on a port, as Linux shows it under {@code /proc}. Processes of other users do not show what they
 * have open, and other systems have no such folder; then nobody is known.
 *
 * @param pid process id
 * @param name the program's name
 * @param sightline the command, when it is a Sightline process
 */
record PortHolder(long pid, String name, Optional<String> sightline) {
    private static final String LISTENING = "0A";
    private static final String MAIN = "dev.sightline.app.Main";

    /** For a sentence: {@code process 4711 (sightline run)}. */
    String text() {
        return "process " + pid + " ("
                + sightline.map(command -> "sightline " + command).orElse(name) + ")";
    }

    static Optional<PortHolder> of(int port) {
        return of(port, Path.of("/proc"));
    }

    static Optional<PortHolder> of(int port, Path proc) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            lines(proc.resolve(table)).forEach(line -> listening(line, port).ifPresent(sockets::add));
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(described(process));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The socket of a line of the table, when it listens on the port. */
    private static Optional<String> listening(String line, int port) {
        String[] fields = line.strip().split("\\s+");
        boolean ours =
                fields.length > 9 && fields[3].equals(LISTENING) && fields[1].endsWith(String.format(":%04X", port));
        return ours ? Optional.of("socket:[" + fields[9] + "]") : Optional.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : open) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Another user's process, or one that ended while we looked.
            return false;
        }
    }

    private static PortHolder described(Path process) {
        String name = lines(process.resolve("comm")).stream().findFirst().orElse("unknown");
        List<String> words = lines(process.resolve("cmdline")).stream()
                .flatMap(line -> List.of(line.split("\0")).stream())
                .toList();
        int main = words.indexOf(MAIN);
        Optional<String> command = main < 0
                ? Optional.empty()
                : words.stream()
                        .skip(main + 1L)
                        .filter(word -> !word.startsWith("-"))
                        .findFirst();
        long pid = Long.parseLong(String.valueOf(process.getFileName()));
        return new PortHolder(pid, name, main < 0 ? Optional.empty() : command.or(() -> Optional.of("")));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
