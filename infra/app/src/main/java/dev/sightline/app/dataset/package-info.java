/** {@code sightline dataset}: snapshots of labeled crops, made from files and from what was recorded. */
@NullMarked
package dev.sightline.app.dataset;

import org.jspecify.annotations.NullMarked;
