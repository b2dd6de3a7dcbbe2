package dev.sightline.console.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern KEY = Pattern.compile("\\.t\\(\"([a-z][A-Za-z.-]*)\"");

    @Test
    void shouldHaveEveryTextInEveryLanguage() {
        Set<String> english = Messages.ENGLISH.bundle().keySet();

        for (Locale language : Messages.LANGUAGES) {
            assertThat(Messages.of(language).bundle().keySet())
                    .as(language.toString())
                    .isEqualTo(english);
        }
    }

    @Test
    void shouldHaveATextForEveryKeyOfThePages() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> templates = Files.list(Path.of("src/main/jte"))) {
            for (Path template : templates.toList()) {
                Matcher key = KEY.matcher(Files.readString(template));
                while (key.find()) {
                    asked.add(key.group(1));
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(50);
        // A key that ends with a dot is put together with a value, as in "role.viewer".
        assertThat(asked)
                .allMatch(key -> key.endsWith(".")
                        ? Messages.ENGLISH.bundle().keySet().stream().anyMatch(known -> known.startsWith(key))
                        : Messages.ENGLISH.bundle().containsKey(key));
    }

    @Test
    void shouldSpeakTheLanguageThatABrowserAsksFor() {
        assertThat(Messages.accepted("de-AT,de;q=0.8,en;q=0.5").get("nav.people"))
                .isEqualTo("Personen");
        assertThat(Messages.accepted("fr,it").get("nav.people")).isEqualTo("People");
        assertThat(Messages.accepted("nonsense;;").get("nav.people")).isEqualTo("People");
        assertThat(Messages.accepted("").get("nav.people")).isEqualTo("People");
    }

    /** The navigation says Suchliste. */
    @Test
    void shouldCallTheWatchlistByOneNameInGerman() {
        ResourceBundle german = Messages.of(Locale.GERMAN).bundle();

        assertThat(german.keySet()).extracting(german::getString).noneMatch(text -> text.contains("Beobachtungsliste"));
    }

    @Test
    void shouldNameATextThatIsMissing() {
        assertThatThrownBy(() -> Messages.ENGLISH.get("no.such")).hasMessageContaining("no text 'no.such'");
    }

    @Test
    void shouldSayLengthsOfTimeAsPeopleDo() {
        assertThat(Spans.of(Duration.ofMillis(300), Messages.ENGLISH)).isEqualTo("less than a second");
        assertThat(Spans.of(Duration.ofSeconds(1), Messages.ENGLISH)).isEqualTo("1 second");
        assertThat(Spans.of(Duration.ofSeconds(90), Messages.ENGLISH)).isEqualTo("90 seconds");
        assertThat(Spans.of(Duration.ofMinutes(45), Messages.ENGLISH)).isEqualTo("45 minutes");
        assertThat(Spans.of(Duration.ofHours(30), Messages.of(Locale.GERMAN))).isEqualTo("30 Stunden");
        assertThat(Spans.of(Duration.ofDays(9), Messages.of(Locale.GERMAN))).isEqualTo("9 Tage");
    }
}
