package dev.sightline.app.audit;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.settings.LoadedSettings.Effective;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings that a process starts with, as the audit log keeps them: a hash, what changed since the note before, and every
 * setting that is not the default, so that the next note can be compared with this one. Passwords are masked, so that one
 * changed is not seen. Cameras and rules have entries of their own.
 *
 * @param values settings that are not the default, by key
 */
record SettingsNote(SortedMap<String, String> values) {
    private static final Pattern ELSEWHERE = Pattern.compile("(cameras|rules)\\..*");
    private static final Pattern SET = Pattern.compile("set (\\S+) = (.*)");

    static SettingsNote of(List<Effective> effective) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Effective each : effective) {
            if (!each.isDefault() && !ELSEWHERE.matcher(each.key()).matches()) {
                values.put(each.key(), Addresses.masked(each.value()).replaceAll("\\R", " "));
            }
        }
        return new SettingsNote(values);
    }

    /** The note that a text is; empty when a part of it is gone. */
    static Optional<SettingsNote> read(String text) {
        SortedMap<String, String> values = new TreeMap<>();
        text.lines().map(SET::matcher).filter(Matcher::matches).forEach(set -> values.put(set.group(1), set.group(2)));
        SettingsNote note = new SettingsNote(values);
        return text.startsWith(note.head()) ? Optional.of(note) : Optional.empty();
    }

    /** @param before the note before; absent: it cannot be known what changed */
    String text(Optional<SettingsNote> before) {
        StringBuilder text = new StringBuilder(head()).append('\n');
        before.ifPresent(earlier -> changes(earlier, text));
        return text.append(sets()).toString();
    }

    private void changes(SettingsNote before, StringBuilder text) {
        SortedSet<String> keys = new TreeSet<>(before.values.keySet());
        keys.addAll(values.keySet());
        for (String key : keys) {
            String from = before.values.getOrDefault(key, "default");
            String to = values.getOrDefault(key, "default");
            if (!from.equals(to)) {
                text.append("changed %s: from %s to %s\n".formatted(key, from, to));
            }
        }
    }

    private String sets() {
        return values.entrySet().stream()
                .map(each -> "set " + each.getKey() + " = " + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    private String head() {
        return "sha256 " + Checksum.of(sets().getBytes(StandardCharsets.UTF_8));
    }
}
