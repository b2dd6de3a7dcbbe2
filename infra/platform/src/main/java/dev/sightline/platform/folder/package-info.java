/** Folders that one process at a time may use. */
@NullMarked
package dev.sightline.platform.folder;

import org.jspecify.annotations.NullMarked;
