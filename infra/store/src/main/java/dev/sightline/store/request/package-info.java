/** Answers to repeated requests. */
@NullMarked
package dev.sightline.store.request;

import org.jspecify.annotations.NullMarked;
