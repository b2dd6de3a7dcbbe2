/** Commands around model packages. */
@NullMarked
package dev.sightline.app.models;

import org.jspecify.annotations.NullMarked;
