/** Watchlist entries as the compacted topic has them now. */
@NullMarked
package dev.sightline.store.watchlist;

import org.jspecify.annotations.NullMarked;
