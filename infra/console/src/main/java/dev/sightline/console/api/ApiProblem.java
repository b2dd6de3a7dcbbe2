package dev.sightline.console.api;

import org.jspecify.annotations.Nullable;

/** A request that is not answered as asked; sent as problem+json (RFC 9457). */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    private ApiProblem(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    /** What was sent is not allowed; the detail says what is. */
    public static ApiProblem bad(String detail) {
        return new ApiProblem(400, "not understood", detail);
    }

    /** Nobody is logged in. */
    public static ApiProblem unknown(String detail) {
        return new ApiProblem(401, "log in first", detail);
    }

    /** The caller may not. */
    public static ApiProblem forbidden(String detail) {
        return new ApiProblem(403, "not allowed", detail);
    }

    /** There is none, or none that the caller may know of. */
    public static ApiProblem missing(String what, String id) {
        return new ApiProblem(404, "not there", "there is no " + what + " '" + id + "' that you may see");
    }

    /** It contradicts what is there. */
    public static ApiProblem conflict(String detail) {
        return new ApiProblem(409, "conflict", detail);
    }

    /** Too large. */
    public static ApiProblem large(String detail) {
        return new ApiProblem(413, "too large", detail);
    }

    /** What it needs is not to be had now. */
    public static ApiProblem unavailable(String detail) {
        return new ApiProblem(503, "not available", detail);
    }

    /** Too many at once. */
    public static ApiProblem crowded(String detail) {
        return new ApiProblem(429, "too many", detail);
    }

    /** Of a status that the server itself decided on, such as 405. */
    public static ApiProblem of(int status, @Nullable String detail) {
        return new ApiProblem(status, status < 500 ? "not understood" : "failed", detail == null ? "" : detail);
    }

    public int status() {
        return status;
    }

    /** What is sent. */
    public Body body() {
        return new Body("about:blank", title, status, String.valueOf(getMessage()));
    }

    /**
     * Problem details.
     *
     * @param type always {@code about:blank}: the status says the kind
     * @param title short, the same for every problem of a kind
     * @param status of HTTP
     * @param detail what, what is allowed and what to do
     */
    public record Body(String type, String title, int status, String detail) {}
}
