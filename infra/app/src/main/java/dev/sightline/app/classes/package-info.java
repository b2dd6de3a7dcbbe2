/** Classes of people made of a few crops or of words, kept in the data folder. */
@NullMarked
package dev.sightline.app.classes;

import org.jspecify.annotations.NullMarked;
