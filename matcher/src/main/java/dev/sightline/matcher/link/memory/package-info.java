/** What a site knows: identities, their exemplars and stays, tracklets, what people said. Entries of a store, and an index beside them. */
@NullMarked
package dev.sightline.matcher.link.memory;

import org.jspecify.annotations.NullMarked;
