/** Picture files before they are decoded: their size, orientation and wholeness, and the pictures of a folder in order. */
@NullMarked
package dev.sightline.platform.picture;

import org.jspecify.annotations.NullMarked;
