/** {@code sightline dataset}: snapshots of labelled crops, made from files and from what was recorded. */
@NullMarked
package dev.sightline.app.dataset;

import org.jspecify.annotations.NullMarked;
