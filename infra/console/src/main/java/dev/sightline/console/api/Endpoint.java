package dev.sightline.console.api;

/** Answers one kind of request. Any thread. */
@FunctionalInterface
public interface Endpoint {
    /** @throws ApiProblem when it cannot be answered as asked */
    Answer answer(Request request);
}
