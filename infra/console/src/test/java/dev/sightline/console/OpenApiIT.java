package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Route;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** That {@code openapi.yaml} and the routes say the same, both ways: operations, roles, answers, and every field. */
class OpenApiIT {
    private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static List<Route> routes;
    private static JsonNode document;

    @BeforeAll
    static void read() throws Exception {
        console = new TestConsole(folder);
        routes = console.routes();
        try (InputStream yaml = OpenApiIT.class.getResourceAsStream("openapi.yaml")) {
            document = new ObjectMapper().valueToTree(new Yaml().load(yaml));
        }
    }

    @AfterAll
    static void close() {
        console.close();
    }

    @Test
    void shouldDescribeEveryRouteAndNoOther() {
        assertThat(routes.stream().map(OpenApiIT::line).toList())
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates();
        assertThat(described())
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream().map(OpenApiIT::line).toList());
    }

    @Test
    void shouldDescribeEveryFieldOfEveryRecordAndNoOther() {
        Map<String, Class<?>> records = new TreeMap<>();
        for (Route route : routes) {
            collect(route.form().type(), records);
        }
        for (Class<?> body : console.bodies()) {
            collect(body, records);
        }
        Map<String, String> schemas = new TreeMap<>();
        document.at("/components/schemas")
                .fields()
                .forEachRemaining(schema -> schemas.put(schema.getKey(), fields(schema.getValue())));
        Map<String, String> expected = new TreeMap<>();
        records.forEach((name, type) -> expected.put(name, components(type)));
        expected.put("Problem", components(ApiProblem.Body.class));

        assertThat(schemas).isEqualTo(expected);
    }

    private static List<String> described() {
        List<String> lines = new ArrayList<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> METHODS.stream()
                        .filter(method -> path.getValue().has(method))
                        .forEach(method -> lines.add(
                                line(path.getKey(), method, path.getValue().path(method)))));
        return lines;
    }

    private static String line(String path, String method, JsonNode operation) {
        String responses = StreamSupport.stream(
                        ((Iterable<String>) () -> operation.path("responses").fieldNames()).spliterator(), false)
                .filter(status -> !status.equals("default"))
                .map(status -> content(operation.path("responses").path(status)))
                .collect(Collectors.joining());
        return String.join(
                " ",
                method,
                path,
                operation.path("operationId").asText(),
                operation.path("x-least-role").asText(),
                responses);
    }

    private static String content(JsonNode response) {
        if (!response.has("content")) {
            return "nothing";
        }
        Map.Entry<String, JsonNode> content = response.path("content").fields().next();
        JsonNode schema = content.getValue().path("schema");
        JsonNode items = schema.at("/properties/items/items");
        String ref = items.isMissingNode()
                ? schema.path("$ref").asText()
                : "list of " + items.path("$ref").asText();
        return content.getKey() + " " + ref.replace("#/components/schemas/", "");
    }

    private static String line(Route route) {
        String type = route.form().type().getSimpleName();
        String answer = switch (route.form().shape()) {
            case ONE, SECRET -> "application/json " + type;
            case LIST -> "application/json list of " + type;
            case PICTURE -> "image/jpeg ";
            case STREAM -> "text/event-stream ";
            case TEXT -> "application/yaml ";
            case NOTHING -> "nothing";
        };
        return String.join(
                " ",
                route.method().name().toLowerCase(Locale.ROOT),
                route.path(),
                route.operation(),
                route.right().least().name().toLowerCase(Locale.ROOT),
                answer);
    }

    private static void collect(Type type, Map<String, Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, records));
        } else if (type instanceof Class<?> found
                && found.isRecord()
                && records.put(found.getSimpleName(), found) == null) {
            for (RecordComponent component : found.getRecordComponents()) {
                collect(component.getGenericType(), records);
            }
        }
    }

    /** Names and types, those that are always there with a mark. */
    private static String components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component ->
                        component.getName() + (isOptional(component) ? "" : "!") + " " + type(component.getType()))
                .sorted()
                .toList()
                .toString();
    }

    private static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(org.jspecify.annotations.Nullable.class);
    }

    private static String type(Class<?> type) {
        if (type == int.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return List.class.isAssignableFrom(type) ? "array" : type.isRecord() ? type.getSimpleName() : "string";
    }

    private static String fields(JsonNode schema) {
        TreeSet<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> fields = new ArrayList<>();
        schema.path("properties").fields().forEachRemaining(field -> {
            String ref = field.getValue().path("$ref").asText("").replace("#/components/schemas/", "");
            String type = ref.isEmpty() ? field.getValue().path("type").asText() : ref;
            fields.add(field.getKey() + (required.contains(field.getKey()) ? "!" : "") + " " + type);
        });
        return fields.stream().sorted().toList().toString();
    }
}
