package dev.sightline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That nothing typed is lost to a button pressed before the page's script is there: a form has an address that answers it, or
 * its buttons are off until the script turns them on. {@code ConsoleSystemIT} looks at the same in a browser.
 */
class FormsBeforeScriptsTest {
    private static final Pattern FORM = Pattern.compile("<form\\b(.*?)</form>", Pattern.DOTALL);
    private static final Pattern BUTTON = Pattern.compile("<button\\b[^>]*");
    private static final String OFF = "<button data-script disabled";

    @Test
    void shouldTurnOffWhatNeedsAScript() throws IOException {
        List<String> loose = new ArrayList<>();
        int off = 0;
        for (Path template : templates()) {
            String page = Files.readString(template);
            Matcher form = FORM.matcher(page);
            while (form.find()) {
                String text = form.group(1);
                if (!hasAddress(text)) {
                    loose.addAll(enabled(template, text));
                    assertThat(text)
                            .as("%s: a form without a button is sent by Enter", template)
                            .contains(OFF);
                }
            }
            loose.addAll(enabled(template, FORM.matcher(page).replaceAll("")));
            off += page.split(OFF, -1).length - 1;
        }

        assertThat(loose).isEmpty();
        assertThat(off).isGreaterThan(30);
    }

    @Test
    void shouldLoadTheModuleThatTurnsThemOnWithEveryScript() throws IOException {
        Path scripts = Path.of("src/main/resources/console");
        for (Path template : templates()) {
            Matcher script = Pattern.compile("script = \"([a-z]+\\.js)\"").matcher(Files.readString(template));
            boolean has = script.find();
            assertThat(has || !Files.readString(template).contains(OFF))
                    .as("%s has buttons for a script and no script", template)
                    .isTrue();
            if (has && !script.group(1).equals("page.js")) {
                assertThat(Files.readString(scripts.resolve(script.group(1)))).contains("'./page.js';");
            }
        }
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/jte"))) {
            return files.sorted().toList();
        }
    }

    private static boolean hasAddress(String form) {
        return form.substring(0, form.indexOf('>')).contains(" action=\"/");
    }

    private static List<String> enabled(Path template, String part) {
        return BUTTON.matcher(part)
                .results()
                .map(button -> template.getFileName() + ": " + button.group())
                .filter(button -> !button.contains(OFF))
                .toList();
    }
}
