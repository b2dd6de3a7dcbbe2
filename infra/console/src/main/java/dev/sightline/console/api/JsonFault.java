package dev.sightline.console.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a body, in the terms of who sent it: fields and what they may be, no classes of ours. */
final class JsonFault {
    private JsonFault() {}

    static String of(JsonMappingException e) {
        String field = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return (field.isEmpty() ? "the body" : "the field '" + field + "'") + " " + reason(e);
    }

    private static String reason(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not known; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return "is not allowed: " + refused.getMessage();
        }
        return e instanceof MismatchedInputException wrong
                ? Optional.ofNullable(wrong.getTargetType())
                        .map(type -> "must be " + described(type))
                        .orElse("is not as expected")
                : "is not as expected";
    }

    private static String described(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (type == Instant.class) {
            return "a UTC time such as 2026-03-01T12:00:00Z";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a JSON object";
    }
}
