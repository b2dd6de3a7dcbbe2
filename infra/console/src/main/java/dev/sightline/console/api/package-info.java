/** The API: resources as records, and the one table of routes. */
@NullMarked
package dev.sightline.console.api;

import org.jspecify.annotations.NullMarked;
