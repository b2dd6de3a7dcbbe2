/** ONNX files as bytes and messages: whole models, tensors, attributes. */
@NullMarked
package dev.sightline.onnx.file;

import org.jspecify.annotations.NullMarked;
