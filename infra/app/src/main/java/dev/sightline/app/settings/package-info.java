/** The configuration schema and its way into the services' policies. */
@NullMarked
package dev.sightline.app.settings;

import org.jspecify.annotations.NullMarked;
