/** The composition root: builds services from settings, and the commands that run them. */
@NullMarked
package dev.sightline.app.run;

import org.jspecify.annotations.NullMarked;
