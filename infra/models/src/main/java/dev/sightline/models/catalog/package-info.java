/** Finds a model by id or folder: packages of this project, imported ones, and the registry folder. */
@NullMarked
package dev.sightline.models.catalog;

import org.jspecify.annotations.NullMarked;
