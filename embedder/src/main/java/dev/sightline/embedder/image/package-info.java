/** Pictures in native memory: checked, decoded, cropped, written into tensors and back into JPEG. */
@NullMarked
package dev.sightline.embedder.image;

import org.jspecify.annotations.NullMarked;
