/** {@code sightline label}: what people say about pairs, written to the feedback topic. */
@NullMarked
package dev.sightline.app.label;

import org.jspecify.annotations.NullMarked;
