/** What a model package says about itself: a folder with {@code model.json}, one network ({@code .onnx}) and a card. */
@NullMarked
package dev.sightline.models.manifest;

import org.jspecify.annotations.NullMarked;
