/** Model packages: a folder with a manifest ({@code model.json}), one network ({@code .onnx}) and a card. */
@NullMarked
package dev.sightline.platform.models;

import org.jspecify.annotations.NullMarked;
