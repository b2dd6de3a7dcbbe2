/**
 * Search over everything that was recorded: "has this person ever been here?". The only package that knows Lucene. The database is
 * the truth; the index follows it and can be built again from it.
 */
@NullMarked
package dev.sightline.store.search;

import org.jspecify.annotations.NullMarked;
