package dev.sightline.console.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The texts of one language, from the bundles {@code messages*.properties}. A key without a text is a bug and says so.
 *
 * @param locale of the texts
 * @param bundle the texts
 */
public record Messages(Locale locale, ResourceBundle bundle) {
    /** Languages with a complete bundle; the first is the default. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String NAME = "dev.sightline.console.text.messages";

    /** English. */
    public static final Messages ENGLISH = of(Locale.ENGLISH);

    public static Messages of(Locale locale) {
        ResourceBundle.Control noFallback =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Messages(locale, ResourceBundle.getBundle(NAME, locale, noFallback));
    }

    /** The best of the languages that a browser asks for with {@code Accept-Language}. */
    public static Messages accepted(String header) {
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES);
            return best == null ? ENGLISH : of(best);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }

    /** A text with its values filled in. */
    public String get(String key, Object... values) {
        try {
            return new MessageFormat(bundle.getString(key), locale).format(values);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("no text '" + key + "' in " + locale, e);
        }
    }
}
