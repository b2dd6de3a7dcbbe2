/** Which descriptor model describes which frame while models change: by capture time, as the models topic says. */
@NullMarked
package dev.sightline.embedder.serve;

import org.jspecify.annotations.NullMarked;
