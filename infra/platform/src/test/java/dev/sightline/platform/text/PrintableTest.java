package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void shouldEscapeWhatMovesColorsOrHides() {
        assertThat(Printable.line("a\u001b[31mb\nc\td\r\u0000\u007f\u009b\u2028\u202e\ufeff"))
                .isEqualTo("a\\u001b[31mb\\nc\\td\\r\\u0000\\u007f\\u009b\\u2028\\u202e\\ufeff");
        assertThat(Printable.lines("a\n\tb\u001b\r")).isEqualTo("a\n\tb\\u001b\\r");
        assertThat(Printable.line("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
    }

    @Test
    void shouldLeaveAnyLanguageAsItIs() {
        String text = "Eingang Süd, 入口, مدخل, 🙂";

        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void shouldCutLongValues() {
        assertThat(Printable.value("x".repeat(1000))).hasSize(80).endsWith("…");
    }
}
