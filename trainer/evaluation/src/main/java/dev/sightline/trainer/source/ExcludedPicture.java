package dev.sightline.trainer.source;

/**
 * A picture that a snapshot leaves out.
 *
 * @param path where it lies, or as it is listed
 * @param reason what is wrong with it
 */
public record ExcludedPicture(String path, String reason) {}
