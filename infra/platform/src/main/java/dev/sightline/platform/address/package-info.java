/** Addresses of cameras, databases and brokers, and what of them may be shown. */
@NullMarked
package dev.sightline.platform.address;

import org.jspecify.annotations.NullMarked;
