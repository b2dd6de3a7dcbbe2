package dev.sightline.contracts.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a present schema does to records that a released one wrote: every message, field and enum value that is gone or
 * means something else, in words. Additions are no break.
 */
public final class SchemaBreaks {
    private final List<String> breaks = new ArrayList<>();

    private SchemaBreaks() {}

    /** The breaks of {@code present} against {@code released}, in the order of the released schema; empty is good. */
    public static List<String> between(FileDescriptorSet released, FileDescriptorSet present) {
        SchemaBreaks found = new SchemaBreaks();
        Map<String, DescriptorProto> messages = messages(present);
        messages(released).forEach((name, old) -> {
            DescriptorProto now = messages.get(name);
            if (now == null) {
                found.breaks.add("message " + name + " is removed");
            } else {
                found.compareFields(name, old, now);
            }
        });
        Map<String, EnumDescriptorProto> enums = enums(present);
        enums(released).forEach((name, old) -> {
            EnumDescriptorProto now = enums.get(name);
            if (now == null) {
                found.breaks.add("enum " + name + " is removed");
            } else {
                found.compareValues(name, old, now);
            }
        });
        return found.breaks;
    }

    private void compareFields(String message, DescriptorProto old, DescriptorProto now) {
        Map<Integer, FieldDescriptorProto> byNumber = new TreeMap<>();
        Map<String, FieldDescriptorProto> byName = new TreeMap<>();
        now.getFieldList().forEach(f -> {
            byNumber.put(f.getNumber(), f);
            byName.put(f.getName(), f);
        });
        for (FieldDescriptorProto was : old.getFieldList()) {
            String field = "field " + message + "." + was.getName() + " = " + was.getNumber();
            FieldDescriptorProto sameName = byName.get(was.getName());
            FieldDescriptorProto sameNumber = byNumber.get(was.getNumber());
            if (sameName != null && sameName.getNumber() != was.getNumber()) {
                breaks.add(field + " is renumbered to " + sameName.getNumber());
            } else if (sameNumber == null) {
                breaks.add(field + " is removed");
            } else if (sameName == null) {
                breaks.add(field + " is renamed to " + sameNumber.getName());
            } else {
                compareTypes(field, type(old, was), type(now, sameName));
            }
        }
    }

    private void compareTypes(String field, String was, String is) {
        if (!was.equals(is)) {
            breaks.add(field + " changes its type from " + was + " to " + is);
        }
    }

    private static String type(DescriptorProto message, FieldDescriptorProto field) {
        String type = field.getTypeName().isEmpty() ? field.getType().name() : field.getTypeName();
        String label = field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? "repeated " : "";
        String presence = field.getProto3Optional() ? "optional " : "";
        String oneof = field.hasOneofIndex() && !field.getProto3Optional()
                ? " in oneof " + message.getOneofDecl(field.getOneofIndex()).getName()
                : "";
        return label + presence + type + oneof;
    }

    private void compareValues(String name, EnumDescriptorProto old, EnumDescriptorProto now) {
        Map<String, Integer> numbers = new TreeMap<>();
        for (EnumValueDescriptorProto value : now.getValueList()) {
            numbers.put(value.getName(), value.getNumber());
        }
        for (EnumValueDescriptorProto was : old.getValueList()) {
            Integer number = numbers.get(was.getName());
            if (!Objects.equals(number, was.getNumber())) {
                breaks.add("value " + name + "." + was.getName() + " = " + was.getNumber()
                        + (number == null ? " is removed" : " is renumbered to " + number));
            }
        }
    }

    private static Map<String, DescriptorProto> messages(FileDescriptorSet set) {
        Map<String, DescriptorProto> all = new LinkedHashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            file.getMessageTypeList().forEach(m -> addMessage(file.getPackage(), m, all));
        }
        return all;
    }

    private static void addMessage(String scope, DescriptorProto message, Map<String, DescriptorProto> all) {
        String name = scope + "." + message.getName();
        all.put(name, message);
        message.getNestedTypeList().forEach(nested -> addMessage(name, nested, all));
    }

    private static Map<String, EnumDescriptorProto> enums(FileDescriptorSet set) {
        Map<String, EnumDescriptorProto> all = new LinkedHashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            file.getEnumTypeList().forEach(e -> all.put(file.getPackage() + "." + e.getName(), e));
        }
        messages(set)
                .forEach((scope, message) ->
                        message.getEnumTypeList().forEach(e -> all.put(scope + "." + e.getName(), e)));
        return all;
    }
}
