package dev.sightline.app.run;

import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.text.NearMiss;
import dev.sightline.platform.text.Printable;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Names that a command may be about: a name that does not exist is a mistake, not an empty result. */
public final class Known {
    private static final int SHOWN = 10;

    private Known() {}

    /**
     * Fails when a name is not among those that exist.
     *
     * @param what the name names, such as {@code camera}
     * @throws UserError with the closest name, or with those that exist
     */
    public static void require(String what, String name, Collection<String> names) {
        if (!names.contains(name)) {
            throw error(what, name, names);
        }
    }

    /** {@link #require}, for the value of the name. */
    public static <V> V get(String what, String name, Map<String, V> byName) {
        V value = byName.get(name);
        if (value == null) {
            throw error(what, name, byName.keySet());
        }
        return value;
    }

    /** The error of a name that does not exist. */
    public static UserError error(String what, String name, Collection<String> names) {
        return new UserError(unknown(what, name, names));
    }

    /** One sentence: there is no such thing, but one of a name like it. */
    public static String unknown(String what, String name, Collection<String> names) {
        String hint = NearMiss.hint(name, names);
        return "there is no " + what + " '" + Printable.value(name) + "'." + (hint.isEmpty() ? all(names) : hint);
    }

    private static String all(Collection<String> names) {
        if (names.isEmpty()) {
            return " There is none at all.";
        }
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return names.stream().sorted().limit(SHOWN).collect(Collectors.joining(", ", " There are: ", more + "."));
    }
}
