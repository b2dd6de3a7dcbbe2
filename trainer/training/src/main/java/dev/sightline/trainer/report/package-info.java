/** What a training run leaves behind for people: its log, curves, the hardest errors as pictures, one HTML page. */
@NullMarked
package dev.sightline.trainer.report;

import org.jspecify.annotations.NullMarked;
