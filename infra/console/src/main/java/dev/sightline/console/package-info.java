/** The live page: every camera with boxes, the identities seen and the alerts raised, as they happen. */
@NullMarked
package dev.sightline.console;

import org.jspecify.annotations.NullMarked;
