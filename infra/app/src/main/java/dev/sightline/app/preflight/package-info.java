/** What has to be in order before anything is started; used by the start of services and by the doctor. */
@NullMarked
package dev.sightline.app.preflight;

import org.jspecify.annotations.NullMarked;
