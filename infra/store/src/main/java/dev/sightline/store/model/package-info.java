/** The model registry: versions, aliases and the history of changes. */
@NullMarked
package dev.sightline.store.model;

import org.jspecify.annotations.NullMarked;
