/** Checks of the installation with advice. */
@NullMarked
package dev.sightline.app.doctor;

import org.jspecify.annotations.NullMarked;
