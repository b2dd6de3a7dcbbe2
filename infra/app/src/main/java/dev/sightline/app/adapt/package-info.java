/** {@code sightline adapt}: a site's descriptor learns on at the site, from what it sees there, once or by schedule. */
@NullMarked
package dev.sightline.app.adapt;

import org.jspecify.annotations.NullMarked;
