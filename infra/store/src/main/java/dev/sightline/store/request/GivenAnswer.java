package dev.sightline.store.request;

/**
 * What a write was answered.
 *
 * @param requestHash of what was asked for: the same key with another request is a mistake
 * @param status of HTTP
 * @param document its body; may be empty
 */
public record GivenAnswer(String requestHash, int status, String document) {}
