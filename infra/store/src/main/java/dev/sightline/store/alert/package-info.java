/** Alerts as CloudEvents: kept as they came, searched by their attributes. */
@NullMarked
package dev.sightline.store.alert;

import org.jspecify.annotations.NullMarked;
