/** What every module has to agree on about cameras: of what kind a source is, whether it is live, and what a valid record is. */
@NullMarked
package dev.sightline.contracts.camera;

import org.jspecify.annotations.NullMarked;
