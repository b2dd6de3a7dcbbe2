/** What of outside text may stand in a log. */
@NullMarked
package dev.sightline.app.log;

import org.jspecify.annotations.NullMarked;
