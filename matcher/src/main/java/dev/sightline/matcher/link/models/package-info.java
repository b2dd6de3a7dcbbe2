/** Identities that survive a model change: which models serve the site, and the switch between two frames. */
@NullMarked
package dev.sightline.matcher.link.models;

import org.jspecify.annotations.NullMarked;
