/** The gallery's search beside FAISS: the same rows and probes, one run, by processor time. */
@NullMarked
package dev.sightline.bench.gallery;

import org.jspecify.annotations.NullMarked;
