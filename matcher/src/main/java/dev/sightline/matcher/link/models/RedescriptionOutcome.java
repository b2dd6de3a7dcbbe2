package dev.sightline.matcher.link.models;

/**
 * What became of exemplars re-embedded.
 *
 * @param filled lie beside an exemplar that an identity keeps
 * @param waiting belong to no exemplar that is kept now; looked at once more when the site switches
 * @param repeated were known already
 * @param late their model serves already: what it had not described by then was dropped
 */
public record RedescriptionOutcome(int filled, int waiting, int repeated, int late) {}
