/**
 * What a model learns from and is judged on: snapshots of labelled crops, how they are read from folders, lists and
 * labelled pairs, and how their people are split.
 */
@NullMarked
package dev.sightline.trainer.dataset;

import org.jspecify.annotations.NullMarked;
