package dev.sightline.console.api;

import dev.sightline.console.access.Right;
import io.javalin.http.HandlerType;

/**
 * A line of the table that the server serves and that {@code openapi.yaml} has to describe.
 *
 * @param method of HTTP
 * @param path below {@code /api/v1}, parameters in braces
 * @param operation name in {@code openapi.yaml}
 * @param right what the caller has to be allowed
 * @param form what is answered
 * @param endpoint who answers
 */
public record Route(HandlerType method, String path, String operation, Right right, Form form, Endpoint endpoint) {

    /** Shape and type of an answer. */
    public record Form(Shape shape, Class<?> type) {}

    /** How an answer is made up. */
    public enum Shape {
        /** One record. */
        ONE,
        /** {@code items} and {@code next}. */
        LIST,
        /** One record with a secret that is shown once, so a repeated request does not get it again. */
        SECRET,
        PICTURE,
        STREAM,
        TEXT,
        NOTHING
    }

    public boolean writes() {
        return !method.equals(HandlerType.GET);
    }

    static Route one(String path, String operation, Right right, Class<?> type, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, operation, right, new Form(Shape.ONE, type), endpoint);
    }

    static Route list(String path, String operation, Right right, Class<?> item, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, operation, right, new Form(Shape.LIST, item), endpoint);
    }

    static Route picture(String path, String operation, Right right, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, operation, right, new Form(Shape.PICTURE, byte[].class), endpoint);
    }

    static Route stream(String path, String operation, Right right, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, operation, right, new Form(Shape.STREAM, String.class), endpoint);
    }

    static Form form(Shape shape, Class<?> type) {
        return new Form(shape, type);
    }
}
