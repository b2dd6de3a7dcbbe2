/** Reading long lists a page at a time. */
@NullMarked
package dev.sightline.store.page;

import org.jspecify.annotations.NullMarked;
