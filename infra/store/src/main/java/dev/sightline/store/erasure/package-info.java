/** Erasing a person from every store, with a receipt, and keeping out what was erased. */
@NullMarked
package dev.sightline.store.erasure;

import org.jspecify.annotations.NullMarked;
