package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadMapsListsAndAnchors() throws IOException {
        assertThat(YamlFile.map(file("\ufeffa: &x {n: 1}\r\nb: *x\r\nc: [1, yes, text]\r\n")))
                .containsExactly(
                        Map.entry("a", Map.of("n", 1)),
                        Map.entry("b", Map.of("n", 1)),
                        Map.entry("c", List.of(1, true, "text")));
        assertThat(YamlFile.tree(file("# nothing\n"))).isEmpty();
    }

    static Stream<Arguments> broken() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + ", *a" + (i - 1) + ", *a"
                    + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        return Stream.of(
                Arguments.of("a: &x\n  b: *x\n", " line 1: this map or list holds itself by an anchor"),
                Arguments.of("&x [*x]", " line 1: this map or list holds itself by an anchor"),
                Arguments.of("a: &x\n  <<: *x\n", " line 1: this map or list holds itself by an anchor"),
                Arguments.of(laughs.toString(), " line 7: more than 100000 values with all anchors written out"),
                Arguments.of(
                        "a: &x [1]\nb: [" + "*x, ".repeat(60) + "]", ": more than 50 aliases of maps and lists; write"),
                Arguments.of("[".repeat(5_000), ": nested deeper than 50 levels"),
                Arguments.of("a: " + "{b: ".repeat(100) + "}".repeat(100), ": nested deeper than 50 levels"),
                Arguments.of("a: " + "x".repeat(1 << 20), " is larger than 1048576 bytes; is this the right file?"),
                Arguments.of("a: 1\nb: [1\nc: 2\n", " line 3: not YAML: expected ',' or ']'"),
                Arguments.of("a: \u0007\n", ": not YAML: special characters are not allowed"),
                Arguments.of("a: !!java.net.URL [x]\n", " line 1: not YAML: Global tag is not allowed"),
                Arguments.of("a: 1\na: 2\n", " line 2: not YAML: found duplicate key a"),
                Arguments.of("- a\n", " must be a map of keys to values"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldSayInOneSentenceWhatIsWrong(String yaml, String message) throws IOException {
        Path file = file(yaml);

        assertThatThrownBy(() -> YamlFile.map(file))
                .isInstanceOf(TextException.class)
                .hasMessageStartingWith(file + message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void shouldRefuseOtherEncodings() throws IOException {
        Path utf16 = Files.write(folder.resolve("a.yaml"), "a: 1".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> YamlFile.map(utf16)).hasMessage(utf16 + " is UTF-16 text; save it as UTF-8");
        Path latin = Files.write(folder.resolve("a.yaml"), "a: ä".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> YamlFile.map(latin)).hasMessage(latin + " is not UTF-8 text; save it as UTF-8");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), text);
    }
}
