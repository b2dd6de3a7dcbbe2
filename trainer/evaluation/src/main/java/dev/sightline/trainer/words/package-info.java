/** What people say about people: descriptions, attributes, phrases made of attributes, and how well words find somebody. */
@NullMarked
package dev.sightline.trainer.words;

import org.jspecify.annotations.NullMarked;
