/** Identities: persons followed across cameras, their state and what is shown of them. */
@NullMarked
package dev.sightline.store.identity;

import org.jspecify.annotations.NullMarked;
