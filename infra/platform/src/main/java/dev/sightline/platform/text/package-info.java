/** The one way into the product for text from outside: tables, lists, YAML, and what may be printed of it. */
@NullMarked
package dev.sightline.platform.text;

import org.jspecify.annotations.NullMarked;
