package dev.sightline.store.erasure;

import java.time.Instant;

/**
 * That somebody is to be erased.
 *
 * @param erasureId unique
 * @param siteId site of the identity
 * @param identityId the identity; those merged into it, and the one that it was merged into, are the same person
 * @param by who asked
 * @param reason why, as the person said; may be empty
 * @param watchlist whether watchlist entries go too that an alert took the person for
 * @param at when
 */
public record ErasureRequest(
        String erasureId, String siteId, String identityId, String by, String reason, boolean watchlist, Instant at) {
    /** Longest reason. */
    public static final int LONGEST_REASON = 1_000;

    public ErasureRequest {
        if (!identityId.startsWith(siteId + "/") || siteId.isEmpty()) {
            throw new IllegalArgumentException("identity '" + identityId + "' is not one of site '" + siteId
                    + "'; it is written SITE/ID, as 'sightline identities list' shows it");
        }
        if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the reason must be a line of at most " + LONGEST_REASON + " characters");
        }
    }

    /** The site in an identity's id. */
    public static String site(String identityId) {
        int slash = identityId.indexOf('/');
        return slash < 0 ? "" : identityId.substring(0, slash);
    }
}
