/** Which crops make a batch: identities times crops, spread over cameras and sites. Plain Java, no native code. */
@NullMarked
package dev.sightline.trainer.sample;

import org.jspecify.annotations.NullMarked;
