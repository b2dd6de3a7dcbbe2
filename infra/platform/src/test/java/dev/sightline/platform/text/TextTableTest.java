package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
    private static final TextFormat FORMAT = TextFormat.of("points")
            .column("name", "label")
            .column("x")
            .optional("comment")
            .withComments();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,x\na,1\nb,2\n",
                "\ufeffname,x\r\na,1\r\nb,2\r\n",
                "name,x\ra,1\rb,2",
                "\n# points\n NAME , X \n\n a , 1 \n   # more\nb,2\n\n",
                "x,Label\n1,a\n2,b",
                "name,x,height,comment\na,1,7,\nb,2,8,fine",
                "name,x\na,1,,\nb,2,",
                "\"name\",\"x\"\n\"a\",\"1\"\n \"b\" ,\"2\"\n",
                "name;x\na;1\nb;2\n"
            })
    void shouldReadTheSameTable(String text) throws IOException {
        assertThat(TextTable.read(file(text), FORMAT, row -> row.required("name") + row.whole("x", 1, 9)))
                .containsExactly("a1", "b2");
    }

    @Test
    void shouldReadQuotedFields() throws IOException {
        assertThat(names("name,x\n\"a, b\",1\n\"say \"\"hi\"\"\",2\nmid\"dle,3\n\"\",4\n"))
                .containsExactly("a, b", "say \"hi\"", "mid\"dle", "");
        assertThatThrownBy(() -> names("name,x\n\"a\nb\",1\n"))
                .hasMessageContaining("table.txt:2: name is 'a\\nb'; allowed: text without control characters");
    }

    @Test
    void shouldReadWhatItWrites() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String name = random.ints(random.nextInt(8), 0, 8)
                    .mapToObj(i ->
                            List.of(",", "\"", " ", "a", "#", ";", "ß", "'").get(i))
                    .reduce("", String::concat);
            assertThat(names("x,name\n" + TextTable.line(1, name) + "\n"))
                    .as("seed %d", seed)
                    .containsExactly(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5|1.5",
                "+.5|0.5",
                "1.|1.0",
                "1e-2|0.01",
                "1.000000000000000000e+00|1.0",
                "NaN|",
                "Infinity|",
                "-inf|",
                "1d|",
                "0x1p3|",
                "1e400|",
                "1e99999999|",
                "'1,5'|",
                "''|",
                "1 2|"
            })
    void shouldReadFiniteNumbersOnly(String text, String value) throws IOException {
        Path file = file("name;x\na;" + text + "\n");
        if (value == null) {
            assertThatThrownBy(() -> TextTable.read(file, FORMAT, row -> row.number("x")))
                    .isInstanceOf(TextException.class)
                    .hasMessageStartingWith(file + ":2: x is ")
                    .hasMessageContaining("allowed: a number");
        } else {
            assertThat(TextTable.read(file, FORMAT, row -> row.number("x"))).containsExactly(Double.parseDouble(value));
        }
    }

    @ParameterizedTest
    @CsvSource({"7,7", "7.0,7", "7e0,7", "0007,7", "-1,-1", "7.5,", "12,", "-2,", "9999999999999999999,", "1e300,"})
    void shouldReadWholeNumbersInRange(String text, Long value) throws IOException {
        Path file = file("name,x\na," + text + "\n");
        if (value == null) {
            assertThatThrownBy(() -> TextTable.read(file, FORMAT, row -> row.whole("x", -1, 9)))
                    .hasMessage(file + ":2: x is '" + text + "'; allowed: a whole number, -1 to 9");
        } else {
            assertThat(TextTable.read(file, FORMAT, row -> row.whole("x", -1, 9)))
                    .containsExactly(value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,y\\na,1|:1: the header is 'name,y'; needed: name (or label), x; may be there: comment",
                "name,label,x\\n|:1: the header is 'name,label,x': it names name (or label) twice; remove one of them",
                "name,x,coment\\n|:1: the header names a column 'coment', which is nearly comment; call it comment, or something else",
                "name,x\\na|:2: 1 fields; the header has 2",
                "name,x\\na,b,1|:2: 3 fields where the header has 2; put a field with a comma in quotes",
                "name,x\\n'\"a\",1\\n\"b\" c,2'|:3: field 1 goes on after its closing quote with 'c,2'",
                "name,x\\n\"a,1\\nb,2|:2: a quoted field begins here and does not end",
            })
    void shouldNameTheLineThatDoesNotFit(String text, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace("'", ""));

        assertThatThrownBy(() -> TextTable.read(file, FORMAT, row -> row.number("x")))
                .isInstanceOf(TextException.class)
                .hasMessageStartingWith(file + message);
    }

    @Test
    void shouldRefuseWhatIsNoUtf8Text() throws IOException {
        for (Charset utf16 : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = Files.write(folder.resolve("table.txt"), "name,x\na,1\n".getBytes(utf16));
            assertThatThrownBy(() -> TextTable.read(file, FORMAT, TextRow::where))
                    .isInstanceOf(TextException.class)
                    .hasMessageContaining("UTF-16")
                    .hasMessageContaining("UTF-8");
        }
        Path latin = Files.write(folder.resolve("table.txt"), "name,x\nä,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TextTable.read(latin, FORMAT, TextRow::where))
                .hasMessage(latin + ":2: is no UTF-8 text; save the file as UTF-8");
        assertThatThrownBy(() -> TextTable.read(folder, FORMAT, TextRow::where)).hasMessageContaining("is a folder");
    }

    @Test
    void shouldBoundLinesAndQuotes() throws IOException {
        Path line = file("name,x\n" + "a".repeat(70_000) + ",1\n");
        assertThatThrownBy(() -> TextTable.read(line, FORMAT, TextRow::where))
                .hasMessageContaining(":2: the line is longer than 65536 bytes");
        Path quote = file("name,x\n\"" + "a,1\n".repeat(100_000));
        assertThatThrownBy(() -> TextTable.read(quote, FORMAT, TextRow::where))
                .hasMessageContaining(":2: a quoted field begins here and does not end");
    }

    @Test
    void shouldShowNothingInAMessageThatATerminalObeys() throws IOException {
        assertThatThrownBy(() -> names("name,x\na\u001b[2J,1\n")).hasMessageContaining("name is 'a\\u001b[2J'");
    }

    @Test
    void shouldPlaceColumnsByTheFirstLineWithoutHeader() throws IOException {
        TextFormat format = TextFormat.of("points")
                .column("name")
                .column("x")
                .withoutHeader(first -> first.get(0).matches("\\d+") ? List.of("x", "name") : List.of("name", "x"));

        assertThat(TextTable.read(file("1,a,more\n2,b\n"), format, row -> row.text("name") + row.size()))
                .containsExactly("a3", "b2");
        assertThat(TextTable.read(file("a,1\n"), format, row -> row.text("name")))
                .containsExactly("a");
        assertThat(TextTable.read(file("x,name\n1,a\n"), format, row -> row.text("name")))
                .containsExactly("a");
        assertThatThrownBy(() -> TextTable.read(file("a,1\nb\n"), format, row -> row.text("name")))
                .hasMessageContaining(":2: 1 fields; at least 2 are needed");
    }

    @Test
    void shouldReadFieldsBetweenBlanks() throws IOException {
        TextFormat format = TextFormat.of("names").column("name").column("x").betweenBlanks();

        assertThat(TextTable.read(file("\ufeffa\t1\r\n  \"b,   2 \r\n"), format, row -> row.text("name")))
                .containsExactly("a", "\"b,");
    }

    private List<String> names(String text) throws IOException {
        return TextTable.read(file(text), FORMAT, row -> row.text("name"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.txt"), text);
    }
}
