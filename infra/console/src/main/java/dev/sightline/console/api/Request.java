package dev.sightline.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.sightline.console.access.Caller;
import dev.sightline.console.text.Messages;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import io.javalin.http.Context;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, read strictly: what does not fit is an {@link ApiProblem} that names the value.
 *
 * @param caller who asks
 * @param web the request as it came
 */
public record Request(Caller caller, Context web) {
    private static final int PAGE = 50;
    private static final String FORM = "form";

    /** In the language that the caller asks for with {@code Accept-Language}; English for programs, which do not. */
    public Messages texts() {
        return Optional.ofNullable(web.header("Accept-Language"))
                .map(Messages::accepted)
                .orElse(Messages.ENGLISH);
    }

    /** A part of the path. */
    public String path(String name) {
        return web.pathParam(name);
    }

    /** The identity that a path names. */
    public String identity() {
        return path("site") + "/" + path("person");
    }

    /** The sighting that a path names. */
    public String sighting() {
        return path("camera") + "/" + path("session") + "/" + path("tracklet");
    }

    /** The same, with the texts of a form in place of a query that does not have them. */
    Request with(FormBody form) {
        web.attribute(FORM, form);
        return this;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(web.queryParam(name))
                .filter(value -> !value.isBlank())
                .or(() -> form().flatMap(form -> form.text(name)));
    }

    /** All values of a name that may be repeated. */
    List<String> queries(String name) {
        List<String> values =
                web.queryParams(name).stream().filter(value -> !value.isBlank()).toList();
        return values.isEmpty() ? form().map(form -> form.texts(name)).orElse(values) : values;
    }

    private Optional<FormBody> form() {
        @Nullable FormBody form = web.attribute(FORM);
        return Optional.ofNullable(form);
    }

    public Optional<Boolean> flag(String name) {
        return query(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiProblem.bad("query " + name + " = '" + value + "' must be true or false");
        });
    }

    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> of) {
        return query(name).map(value -> {
            try {
                return Enum.valueOf(of, value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw ApiProblem.bad("query " + name + " = '" + value + "' must be one of "
                        + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT));
            }
        });
    }

    public Optional<Instant> time(String name) {
        return query(name).map(value -> {
            try {
                return Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw ApiProblem.bad(
                        "query " + name + " = '" + value + "' must be a UTC time such as 2026-03-01T12:00:00Z");
            }
        });
    }

    public int limit() {
        return (int) number("limit", PAGE, Limit.MAX);
    }

    /** A whole number from 1. */
    public long number(String name, long otherwise, long most) {
        return query(name)
                .map(value -> {
                    if (!value.matches("\\d{1,18}") || Long.parseLong(value) < 1 || Long.parseLong(value) > most) {
                        throw ApiProblem.bad("query " + name + " = '" + value + "' must be 1 to " + most);
                    }
                    return Long.parseLong(value);
                })
                .orElse(otherwise);
    }

    public Cursor cursor() {
        try {
            return query("cursor").map(Cursor::parse).orElseGet(Cursor::start);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw ApiProblem.bad("query cursor is malformed: use the 'next' value of the page before, or leave it out");
        }
    }

    /** The body as a record; unknown fields are refused, so that a misspelt one is noticed. */
    public <T> T body(Class<T> type) {
        try {
            T body = Json.MAPPER.readValue(web.bodyAsBytes(), type);
            if (body == null) {
                throw ApiProblem.bad("the body must be a JSON object");
            }
            requireComplete(body);
            return body;
        } catch (JsonMappingException e) {
            throw ApiProblem.bad(JsonFault.of(e));
        } catch (JsonProcessingException e) {
            throw ApiProblem.bad("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiProblem.bad("the body cannot be read");
        }
    }

    /** Jackson leaves what is not sent null; only what is marked so may be. */
    private static void requireComplete(Object body) {
        for (RecordComponent field : body.getClass().getRecordComponents()) {
            boolean optional = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
            try {
                if (!optional && field.getAccessor().invoke(body) == null) {
                    throw ApiProblem.bad("the field '" + field.getName() + "' must be given");
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("bodies are public records", e);
            }
        }
    }
}
