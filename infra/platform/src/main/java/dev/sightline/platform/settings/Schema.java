package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Setting.Kind;
import dev.sightline.platform.settings.Setting.Presence;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings a mapping interface declares, read by reflection. A mapping that cannot be served (a type we do not
 * know, a default outside its own bounds, a missing description) is a bug and raises {@link IllegalStateException}.
 *
 * @param prefix first part of every key inside the mapping; users do not write it
 * @param settings sorted by key
 * @param groups descriptions of groups, by key
 * @param reserved environment names that are not settings
 */
record Schema(String prefix, List<Setting> settings, Map<String, String> groups, Set<String> reserved) {
    static Schema of(Class<?> mapping) {
        ConfigMapping declared = mapping.getAnnotation(ConfigMapping.class);
        if (declared == null || declared.prefix().isEmpty()) {
            throw new IllegalStateException(mapping.getName() + " needs @ConfigMapping(prefix = …)");
        }
        List<Setting> settings = new ArrayList<>();
        Map<String, String> groups = new LinkedHashMap<>();
        collect(mapping, "", settings, groups);
        settings.sort(Comparator.comparing(Setting::key));
        ReservedEnvironment reserved = mapping.getAnnotation(ReservedEnvironment.class);
        return new Schema(
                declared.prefix(),
                List.copyOf(settings),
                Map.copyOf(groups),
                reserved == null ? Set.of() : Set.of(reserved.value()));
    }

    private static void collect(Class<?> group, String at, List<Setting> settings, Map<String, String> groups) {
        Describe described = group.getAnnotation(Describe.class);
        if (described != null && !at.isEmpty()) {
            groups.put(at, described.value());
        }
        for (Method method : group.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.isDefault()) {
                continue;
            }
            String key = at.isEmpty() ? name(method) : at + "." + name(method);
            Optional<Class<?>> nested = nested(method);
            if (nested.isEmpty()) {
                settings.add(setting(method, key));
            } else if (method.getReturnType() == Map.class) {
                collect(nested.orElseThrow(), key + ".*", settings, groups);
            } else {
                collect(nested.orElseThrow(), key, settings, groups);
            }
        }
    }

    private static Optional<Class<?>> nested(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Map.class) {
            Type value = arguments(method)[1];
            return value == String.class ? Optional.empty() : Optional.of((Class<?>) value);
        }
        boolean group =
                type.isInterface() && type != List.class && ValueType.of(type).isEmpty();
        return group ? Optional.of(type) : Optional.empty();
    }

    private static Setting setting(Method method, String key) {
        Describe describe = method.getAnnotation(Describe.class);
        if (describe == null) {
            throw new IllegalStateException(method + " needs @Describe");
        }
        if (method.getReturnType() == Map.class) {
            return passThrough(method, key, describe.value());
        }
        WithDefault standard = method.getAnnotation(WithDefault.class);
        boolean optional = method.getReturnType() == Optional.class;
        Type inner = optional ? arguments(method)[0] : method.getGenericReturnType();
        boolean list = inner instanceof ParameterizedType type && type.getRawType() == List.class;
        Type element = list ? ((ParameterizedType) inner).getActualTypeArguments()[0] : inner;
        ValueType type = ValueType.of((Class<?>) element)
                .orElseThrow(() -> new IllegalStateException(method + " has a type that settings do not know"));
        Setting setting = new Setting(
                key,
                key,
                list ? Kind.LIST : Kind.VALUE,
                type,
                Allowed.of(method),
                optional ? Presence.OPTIONAL : standard == null ? Presence.REQUIRED : Presence.DEFAULTED,
                Optional.ofNullable(standard).map(WithDefault::value),
                describe.value(),
                method.isAnnotationPresent(Secret.class),
                PathRule.of(method));
        setting.standard().filter(value -> !value.isEmpty()).ifPresent(setting::canonical);
        return setting;
    }

    private static Setting passThrough(Method method, String key, String description) {
        PassThrough through = method.getAnnotation(PassThrough.class);
        if (through == null) {
            throw new IllegalStateException(method + " takes any key and needs @PassThrough");
        }
        String from = through.value().isEmpty() ? key : through.value();
        ValueType text = ValueType.of(String.class).orElseThrow();
        return new Setting(
                from + ".*",
                key + ".*",
                Kind.PASS_THROUGH,
                text,
                Allowed.ANY,
                Presence.OPTIONAL,
                Optional.empty(),
                description,
                method.isAnnotationPresent(Secret.class),
                PathRule.of(method));
    }

    private static Type[] arguments(Method method) {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments();
    }

    private static String name(Method method) {
        WithName named = method.getAnnotation(WithName.class);
        return named != null
                ? named.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /**
     * The setting a key belongs to: a plain one before one with a name, and the longest prefix passes through. What would
     * pass through but is another spelling of a setting of ours ({@code kafka.bootstrap.servers}) is that setting.
     */
    Optional<Setting> find(String key) {
        Optional<Setting> found = settings.stream()
                .filter(setting -> setting.match(key).isPresent())
                .min(Comparator.comparing((Setting setting) -> setting.kind() == Kind.PASS_THROUGH)
                        .thenComparing(Setting::isNamed)
                        .thenComparing(setting -> -setting.key().length()));
        return found.filter(setting -> setting.kind() == Kind.PASS_THROUGH)
                .flatMap(through -> settings.stream()
                        .filter(setting -> !setting.isNamed() && setting.isSpelled(key))
                        .findFirst())
                .or(() -> found);
    }

    /** Whether settings lie below a key. */
    boolean isGroup(String key) {
        return settings.stream().anyMatch(setting -> below(setting, key));
    }

    /** Whether a key names one entry of a map of groups, such as {@code cameras.north}. */
    boolean isEntry(String key) {
        return settings.stream()
                .filter(setting -> setting.isNamed() && setting.kind() != Kind.PASS_THROUGH)
                .map(setting -> setting.key().substring(0, setting.key().indexOf('*') + 1))
                .anyMatch(group -> key.startsWith(group.substring(0, group.length() - 1))
                        && key.length() > group.length() - 1
                        && Arrays.stream(key.split("\\.")).count()
                                == Arrays.stream(group.split("\\.")).count());
    }

    private static boolean below(Setting setting, String key) {
        String[] wanted = setting.key().split("\\.");
        String[] given = key.split("\\.");
        if (given.length >= wanted.length) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
