/** Who could it be: exact search of the nearest identities among their exemplars, one index per modality and model. */
@NullMarked
package dev.sightline.matcher.gallery;

import org.jspecify.annotations.NullMarked;
