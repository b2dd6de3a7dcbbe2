package dev.sightline.platform.text;

import java.util.Locale;

/** Constants as people write them: {@code WATCHLIST_HIT} as {@code watchlist-hit}. */
public final class ConstantWord {
    private ConstantWord() {}

    public static String of(Enum<?> constant) {
        return of(constant, "");
    }

    /** @param prefix left out where it begins with it, such as {@code ORIGIN_} */
    public static String of(Enum<?> constant, String prefix) {
        String name = constant.name();
        String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return rest.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
