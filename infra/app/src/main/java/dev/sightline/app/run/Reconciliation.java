package dev.sightline.app.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sightline.contracts.v1.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What has to be done so that a compacted topic says what a configuration declares. Pure.
 *
 * @param writes records to write, by key
 * @param added declared and not there before
 * @param changed declared and different before: what differs, by key
 * @param removed of a configuration that no longer declares them
 * @param commanded kept: added by a command
 * @param unknown kept: written by an older version or another program
 * @param orphaned kept: of a configuration, but this process read none
 */
record Reconciliation<V extends Message>(
        Map<String, V> writes,
        List<String> added,
        SortedMap<String, String> changed,
        List<String> removed,
        List<String> commanded,
        List<String> unknown,
        List<String> orphaned) {

    /** What happens to records that are not declared. */
    enum Others {
        /** All stay: no configuration was read that could have let them go. */
        KEEP,
        /** Those of a configuration go, those of commands and of unknown origin stay. */
        REMOVE_CONFIGURED,
        /** All go: the folder belongs to one command, such as the demo. */
        REMOVE_ALL
    }

    /**
     * How records of a topic say who declared them.
     *
     * @param origin of a record
     * @param plain the record without its origin, in the form this version writes
     */
    record Kind<V>(Function<V, Origin> origin, UnaryOperator<V> plain) {}

    /**
     * Works it out.
     *
     * @param declared records as they are to be, their origin set
     * @param published records that are there
     */
    static <V extends Message> Reconciliation<V> of(
            Kind<V> kind, Map<String, V> declared, Map<String, V> published, Others others) {
        Reconciliation<V> result = new Reconciliation<>(
                new TreeMap<>(),
                new ArrayList<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        declared.forEach((key, wanted) -> result.declare(key, wanted, published, kind));
        published.forEach((key, there) -> {
            if (!declared.containsKey(key)) {
                result.other(kind.origin().apply(there), others).add(key);
            }
        });
        return result;
    }

    private void declare(String key, V wanted, Map<String, V> published, Kind<V> kind) {
        V there = published.get(key);
        if (there == null) {
            added.add(key);
        } else {
            V before = kind.plain().apply(there);
            V after = kind.plain().apply(wanted);
            if (!before.equals(after)) {
                changed.put(key, differences(before, after));
            }
        }
        if (!wanted.equals(there)) {
            writes.put(key, wanted);
        }
    }

    private List<String> other(Origin origin, Others others) {
        if (others == Others.REMOVE_ALL) {
            return removed;
        }
        return switch (origin) {
            case ORIGIN_CONFIGURATION -> others == Others.KEEP ? orphaned : removed;
            case ORIGIN_COMMAND -> commanded;
            case ORIGIN_UNSPECIFIED, UNRECOGNIZED -> unknown;
        };
    }

    private static String differences(Message before, Message after) {
        return after.getDescriptorForType().getFields().stream()
                .filter(field -> !before.getField(field).equals(after.getField(field)))
                .map(FieldDescriptor::getName)
                .map(name -> name.replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    /**
     * What was done, a line each kind; nothing for what stayed the same.
     *
     * @param what plural, such as {@code Cameras}
     * @param command that removes one, such as {@code sightline cameras remove}
     */
    List<String> lines(String what, String command) {
        List<String> lines = new ArrayList<>();
        line(lines, what + " added: ", added, "");
        line(
                lines,
                what + " changed: ",
                changed.entrySet().stream()
                        .map(each -> each.getKey() + " (" + each.getValue() + ")")
                        .toList(),
                "");
        line(lines, what + " removed, the configuration no longer declares them: ", removed, "");
        line(lines, what + " kept, added by a command: ", commanded, "");
        line(lines, what + " kept, of a configuration that was not given this time: ", orphaned, "");
        line(
                lines,
                what + " kept, written by an older version or another program, which do not say whether a configuration"
                        + " declares them: ",
                unknown,
                "; remove with '" + command + " NAME' what is not wanted");
        return List.copyOf(lines);
    }

    private static void line(List<String> lines, String head, List<String> names, String tail) {
        if (!names.isEmpty()) {
            lines.add(head + String.join(", ", names) + tail);
        }
    }
}
