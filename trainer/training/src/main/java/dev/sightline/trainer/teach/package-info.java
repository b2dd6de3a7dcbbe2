/** Trained networks of any layout that are asked, through ONNX Runtime, what they make of a picture. */
@NullMarked
package dev.sightline.trainer.teach;

import org.jspecify.annotations.NullMarked;
