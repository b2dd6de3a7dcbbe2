/** Turns camera frames into observations: people and faces found, cropped, judged and described. */
@NullMarked
package dev.sightline.embedder;

import org.jspecify.annotations.NullMarked;
