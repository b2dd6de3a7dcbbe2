/** What happened to identities, in order, with the reasons. */
@NullMarked
package dev.sightline.store.event;

import org.jspecify.annotations.NullMarked;
