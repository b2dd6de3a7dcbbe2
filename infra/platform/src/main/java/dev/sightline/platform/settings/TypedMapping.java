package dev.sightline.platform.settings;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the mapping's instance from values that were checked. Nothing else feeds it: no file, no environment. */
final class TypedMapping {
    private static final int PRIORITY = 1000;
    private static final int ORDINAL = 100;

    private TypedMapping() {}

    static <T> T of(Class<T> mapping, Schema schema, List<SettingsCheck.Accepted> accepted) {
        Map<String, String> properties = new HashMap<>();
        accepted.forEach(each -> properties.put(schema.prefix() + "." + each.property(), each.canonical()));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withValidateUnknown(false)
                .withConverter(Duration.class, PRIORITY, DurationText::parse)
                .withConverter(ByteSize.class, PRIORITY, ByteSize::of)
                .withConverter(Path.class, PRIORITY, Path::of)
                .withConverter(Boolean.class, PRIORITY, TypedMapping::truth)
                .withSources(new PropertiesConfigSource(properties, "settings", ORDINAL))
                .build();
        return config.getConfigMapping(mapping);
    }

    private static boolean truth(String text) {
        return Boolean.TRUE.equals(
                ValueType.of(Boolean.class).orElseThrow().parse().apply(text));
    }
}
