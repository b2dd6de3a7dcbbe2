/** What people did, in a chain of hashes that shows what was altered. */
@NullMarked
package dev.sightline.store.audit;

import org.jspecify.annotations.NullMarked;
